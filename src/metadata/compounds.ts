/** Words that mean something together which neither means alone; each in the singular. */
export const COMPOUNDS: ReadonlySet<string> = new Set(
  `living room, dining room, bathroom sink, bed room, fairy light, string light, christmas tree, christmas stocking, christmas ball, copy space, golden hour, blue hour, hot chocolate, ice cream, ice cube,
  green tea, black tea, bubble tea, iced coffee, coffee cup, coffee bean, coffee shop, tea cup, red wine, white wine, wine glass, orange juice, olive oil, maple leaf, palm tree, palm leaf, pine tree, pine cone, pine forest,
  fir tree, oak tree, cherry blossom, cherry tree, apple tree, milky way, northern light, polar bear, brown bear, teddy bear, red fox, arctic fox, sea turtle, sea shell, golden retriever, border collie,
  wind turbine, wind farm, solar panel, renewable energy, climate change, global warming, carbon footprint, light bulb, circuit board, artificial intelligence, machine learning, big data, data center, virtual reality,
  augmented reality, smart home, smart city, electric car, electric vehicle, charging station, sports car, vintage car, hot air, air balloon, road trip, train station, high speed, public transport, traffic light, fire truck,
  mental health, self care, skin care, health care, real estate, small business, home office, remote work, board game, video game, soccer ball, rock climbing, ice hockey, figure skating, mountain range, mountain bike,
  snow globe, new year, lunar new, valentine day, easter egg, santa hat, gift box, candy cane, gingerbread man, gingerbread house, jack lantern, halloween pumpkin, day dead, sugar skull, tea ceremony, stained glass,
  top view, flat lay, bird eye, close up, wide angle, art deco, art nouveau, mid century, pop art, water color, oil paint, paper cut, paper art, black white, rose gold, navy blue, sky blue, forest green, earth tone,
  fresh fruit, dried flower, wild flower, flower pot, potted plant, house plant, raw food, fast food, street food, sea food, street art, night sky, night city, city skyline, city light, old town, sand beach, sandy beach, tropical beach,
  ocean wave, coral reef, hot spring, rice field, wheat field, lavender field, tea plantation, national park, swimming pool, fire place, wood grain, wood texture, marble texture, solar system, black hole, space station,
  stock market, bar chart, gold coin, piggy bank, credit card, shopping bag, shopping cart, business card, hard hat, construction site, assembly line, power plant, test tube, petri dish, blood cell, human rights, food bank,
  baby shower, birthday cake, birthday party, wedding cake, wedding dress, wedding ring, picnic basket, picnic blanket, knitted blanket, throw pillow, rocking chair, book shelf, reading nook, reading corner, candle light, wooden table, wooden floor,
  elderly woman, elderly man, young woman, young man, senior couple, high school, elementary school, water lily, water drop, water bottle, rain drop, morning dew, autumn leaf, fallen leaf, snow flake, snow man, hand drawn, low poly`
    .split(',')
    .map((words) => words.trim().replace(/\s+/g, ' ')),
)
