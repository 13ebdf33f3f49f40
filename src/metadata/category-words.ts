/** Words that speak for a category: strongly, plainly, and a little. */
interface CategoryWords {
  strong: readonly string[]
  plain: readonly string[]
  weak: readonly string[]
}

/**
 * Words by category code. Phrases count as one word; Korean words count with whatever particle is behind them.
 *
 * Picking rules (contributors' guidance, not Adobe's own): a holiday scene is 15 and a holiday pattern or background 8,
 * flowers are 14 in any season, marble and wood textures 8, yoga 12, eco concepts 5.
 */
export const CATEGORY_WORDS: Readonly<Record<number, CategoryWords>> = {
  1: words(
    `animal, wildlife, dog, puppy, cat, kitten, horse, foal, cow, calf, bird, owl, eagle, parrot, fox, wolf, bear, lion, tiger, leopard, elephant,
    giraffe, zebra, monkey, gorilla, panda, koala, kangaroo, rabbit, bunny, hamster, squirrel, deer, fish, shark, whale, dolphin, turtle,
    penguin, seal, frog, snake, lizard, butterfly, bee, insect, beetle, spider, ladybug, dragonfly, hedgehog, sheep, lamb, goat, pig, piglet, chicken,
    rooster, duck, duckling, goose, swan, flamingo, peacock, octopus, jellyfish, crab, dinosaur, jaguar, cheetah, camel, alpaca, raccoon, otter,
    hummingbird, robin, sparrow, kingfisher, reindeer, moose, bison, rhinoceros, hippopotamus, crocodile, bat, mouse, rat, seahorse, coral fish, aquarium,
    동물, 강아지, 고양이, 개, 새끼 고양이, 말, 새, 여우, 늑대, 곰, 사자, 호랑이, 코끼리, 토끼, 다람쥐, 사슴, 물고기, 고래, 돌고래, 거북이, 나비, 꿀벌, 곤충, 펭귄, 야생동물, 부엉이, 앵무새, 양, 햄스터`,
    'pet, fur, wing, feather, paw, zoo, safari, herd, nest, predator, mammal, reptile, 반려동물, 애완동물, 깃털, 야생',
    'wild, cute, tail, beak, fluffy',
  ),
  2: words(
    `architecture, building, skyscraper, house facade, facade, cathedral exterior, bridge, tower, apartment building, office building, villa, mansion,
    castle, skyline, living room, bedroom, kitchen interior, bathroom, interior design, home interior, loft, staircase, hallway, lobby, cottage, cabin exterior,
    barn, lighthouse, palace, courtyard, balcony, rooftop, cityscape, urban skyline, real estate, shop exterior, storefront, flower shop, dining room, home office interior, 건축, 건물, 고층 빌딩, 빌딩,
    주택, 인테리어, 거실, 침실, 욕실, 다리, 성, 한옥, 아파트, 도시 스카이라인, 현관, 계단`,
    'house, home, room, interior, window, door, roof, brick, column, arch, furniture, sofa, wall, exterior, modern architecture, 창문, 지붕, 가구, 소파, 벽, 실내',
    'city, urban, street, modern, concrete, glass, indoor, decor, 도시, 거리',
  ),
  3: words(
    `business, businessman, businesswoman, businesspeople, office worker, meeting, boardroom, finance, financial, stock market, investment, investor, accounting,
    corporate, entrepreneur, startup, marketing, handshake, presentation, teamwork, coworker, colleague, manager, ceo, bank, banking, money, currency, coin,
    budget, economy, profit, invoice, ecommerce, retail, sales, recruitment, job interview, workplace, coworking, contract, tax, real estate agent, bar chart, growth chart,
    비즈니스, 회의, 사업가, 회사원, 직장인, 금융, 투자, 주식, 사무실, 창업, 스타트업, 마케팅, 돈, 동전, 악수, 발표, 팀워크, 회계, 경제, 은행`,
    'office, desk, laptop, professional team, strategy, success, report, document, workspace, suit, briefcase, career, leadership, 노트북, 책상, 성공, 전략, 업무',
    'work, team, growth, chart, graph, plan, customer, 성장, 그래프, 일',
  ),
  4: words(
    `drink, beverage, coffee, espresso, cappuccino, latte, tea, matcha latte, green tea, teapot, wine, red wine, champagne, beer, cocktail, mojito, martini, whiskey, juice,
    orange juice, smoothie, lemonade, milkshake, hot chocolate, iced coffee, soda, sparkling water, mocktail, sake, vodka, gin, rum, bubble tea, cider, eggnog, mulled wine,
    kombucha, water bottle, wine glass, beer mug, 음료, 커피, 에스프레소, 라떼, 차 한잔, 녹차, 와인, 맥주, 칵테일, 주스, 스무디, 레모네이드, 핫초코, 막걸리, 소주, 아이스커피`,
    'cup, mug, bottle, ice cube, straw, bar counter, barista, brewery, winery, coffee bean, tea leaf, pouring, 컵, 머그잔, 병, 얼음, 바리스타, 카페',
    'glass, refreshing, cold, hot, steam, cafe, lemon slice, 시원한',
  ),
  5: words(
    `environment, ecology, eco, eco friendly, sustainability, sustainable, recycling, recycle, renewable energy, solar panel, wind turbine, wind farm, climate change,
    global warming, pollution, plastic waste, plastic pollution, deforestation, carbon footprint, green energy, conservation, zero waste, compost, earth day,
    ecosystem, biodegradable, reforestation, planting tree, clean energy, carbon neutral, environmental, melting glacier, save the planet, ocean cleanup, garbage, trash bin,
    landfill, drought, wildfire, flood, tornado, lightning storm, hurricane, 환경, 친환경, 재활용, 태양광, 풍력, 지속 가능, 기후 변화, 지구온난화, 탄소 중립, 쓰레기, 오염, 재생 에너지, 생태, 제로 웨이스트, 산불`,
    'green planet, earth globe, energy saving, organic farming, natural resource, weather, rain, storm, cloud, ecological, 지구, 자연 보호, 날씨, 폭풍',
    'nature, green, natural, planet, leaf, air, 자연',
  ),
  6: words(
    `emotion, feeling, sadness, sad, depression, anxiety, stress, stressed, burnout, happiness, joy, joyful, lonely, loneliness, anger, angry, fear, grief, mental health, mindfulness,
    meditation, meditating, relaxation, serenity, peace of mind, insomnia, nostalgia, boredom, worried, crying, exhaustion, tired, solitude, hope, frustration, confusion, psychology, therapy,
    inner peace, calmness, dreaming, daydream, 감정, 슬픔, 우울, 불안, 스트레스, 행복, 기쁨, 외로움, 분노, 두려움, 명상, 정신 건강, 번아웃, 고독, 평온, 희망`,
    'calm, mood, dream, tranquility, stillness, contemplation, alone, thoughtful, melancholy, tranquil, 고요, 차분한, 꿈, 생각',
    'peaceful, quiet, happy, serene, heart, 편안한',
  ),
  7: words(
    `food, dish, meal, breakfast, lunch, dinner, pizza, burger, hamburger, sandwich, salad, soup, pasta, spaghetti, noodle, ramen, sushi, rice bowl, kimchi, bibimbap, steak, meat, roast chicken,
    seafood, salmon fillet, shrimp, cheese, bread, sourdough, croissant, bakery, cake, cupcake, cookie, pie, dessert, chocolate, ice cream, donut, pancake, waffle, fruit, apple, banana, strawberry,
    blueberry, berry, orange fruit, avocado, tomato, potato, carrot, vegetable, mushroom dish, egg, honey, spice, herb, olive oil, taco, burrito, curry, dumpling, cuisine, recipe,
    ingredient, snack, candy, gingerbread, nut, almond, cereal, oatmeal, jam, sauce, grill, barbecue, macaron, tart, muffin, brunch, thanksgiving dinner, turkey dinner, vegan food,
    음식, 요리, 김치, 비빔밥, 떡볶이, 불고기, 피자, 햄버거, 샐러드, 국수, 라면, 초밥, 스테이크, 빵, 케이크, 쿠키, 디저트, 초콜릿, 과일, 사과, 딸기, 채소, 치즈, 아침 식사, 저녁 식사, 밥상, 한식`,
    'plate, bowl, fork, cutlery, kitchen table, delicious, tasty, restaurant, chef, cooking, baking, frying pan, gourmet, appetizer, 접시, 그릇, 맛있는, 식당, 셰프, 주방',
    'fresh, table, kitchen, organic, healthy, sweet, homemade, rustic table, 신선한, 식탁',
  ),
  8: words(
    `pattern, seamless pattern, seamless, texture, textured, background, backdrop, wallpaper, abstract background, marble texture, wood texture, wooden texture, paper texture, fabric texture, marble, grunge,
    gradient, geometric pattern, mockup, mock up, template, icon, icon set, border, frame mockup, banner, blank card, watercolor background, bokeh background, holographic, mosaic, abstract art, fractal,
    concrete texture, metal texture, terrazzo, halftone, ornament pattern, wavy line, low poly, isolated on white, clipart, blank frame, copy space background, polka dot, damask, mandala,
    패턴, 배경, 텍스처, 질감, 벽지, 대리석 무늬, 대리석, 나무 무늬, 그라데이션, 목업, 템플릿, 배너, 아이콘, 추상 배경, 추상`,
    'abstract, surface, repeat, tile, graphic, minimal background, swirl, ornament, geometric, wave pattern, flat lay, 무늬, 기하학, 물결 무늬, 그래픽',
    'design, copy space, blank, decoration, line, shape, color, empty space, 여백, 디자인',
  ),
  9: words(
    `hobby, leisure, knitting, crochet, sewing, embroidery, gardening, fishing, painting hobby, pottery, craft, handicraft, board game, chess, puzzle, playing card, video game, gaming, guitar, piano, violin, musical instrument,
    music, reading book, camping, campfire, tent, picnic, hiking trail, bird watching, collecting, model train, drum, photography hobby, scrapbook, diy, woodworking, origami, calligraphy, toy, kite, amusement park,
    carousel, ferris wheel, vinyl record, dance class, book stack, stargazing, teddy bear, balloon, painter easel, 취미, 여가, 뜨개질, 바느질, 정원 가꾸기, 낚시, 도예, 공예, 보드게임, 체스, 퍼즐, 게임, 기타, 피아노, 음악, 독서, 캠핑, 텐트, 소풍, 장난감, 놀이공원, 책`,
    'book, game, paintbrush, canvas, yarn, headphones, creativity, relaxing hobby, concert, crayon, 물감, 붓, 털실',
    'fun, weekend, creative, play, 주말, 놀이',
  ),
  10: words(
    `industry, industrial, factory, manufacturing, warehouse, construction, construction site, crane, welding, welder, engineer, machinery, assembly line, refinery, oil rig, mining, steel, power plant,
    logistics, cargo, container port, forklift, excavator, bulldozer, hard hat, pipeline, workshop tool, conveyor, production line, metal work, sawmill, textile mill, agriculture, tractor, farm field, harvest combine, shipyard, power line, gear,
    carpenter, mechanic, electrician, 산업, 공장, 제조, 건설, 공사장, 용접, 기계, 창고, 물류, 정유, 발전소, 크레인, 굴착기, 농업, 트랙터, 철강`,
    'worker, tool, machine, metal, wrench, hammer, farmer, pipe, helmet, production, 공구, 작업자, 농부, 금속, 안전모',
    'heavy, iron, equipment, 장비',
  ),
  11: words(
    `landscape, mountain, mountain range, valley, lake, waterfall, forest, meadow, desert, dune, canyon, coast, coastline, cliff, beach, ocean, seascape, island, river, sunset, sunrise, field, hill, countryside,
    glacier, fjord, volcano, northern lights, aurora, milky way, rainforest, jungle, savanna, prairie, pine forest, snowy mountain, foggy forest, rolling hills, horizon, lavender field, rice terrace, panorama, tundra, cave, lagoon, wetland, tropical beach, sand beach, sea,
    풍경, 산, 산맥, 계곡, 호수, 폭포, 숲, 초원, 사막, 해안, 절벽, 해변, 바다, 섬, 강, 일몰, 일출, 노을, 들판, 언덕, 시골, 빙하, 오로라, 은하수, 안개 낀 숲`,
    'scenic, wilderness, nature, sky, snow, mist, fog, wave, autumn forest, tree, snowy, winter, horizon line, 하늘, 눈, 안개, 나무, 파도, 단풍, 자연',
    'golden hour, cloud, autumn, spring, summer, peaceful, rock, 구름, 가을, 봄, 여름, 겨울',
  ),
  12: words(
    `lifestyle, yoga, pilates, self care, skincare, skin care, spa, wellness, wellbeing, fitness lifestyle, beauty, makeup, cosmetics, fashion, outfit, clothing, jewelry, perfume, home office, remote work, digital nomad, party, shopping, morning routine, friends, friendship, family time,
    date night, romantic dinner, hygge, cozy home, housework, cleaning, laundry, parenting, pet owner, hairstyle, manicure, bath, massage, aromatherapy, scented candle, healthy lifestyle, minimalism, weekend brunch, retirement, cozy reading, reading corner, reading nook, housewarming,
    라이프스타일, 요가, 필라테스, 스킨케어, 스파, 웰빙, 뷰티, 화장품, 패션, 옷, 보석, 향수, 재택근무, 파티, 쇼핑, 친구, 우정, 가족 시간, 데이트, 청소, 빨래, 육아, 마사지, 일상`,
    'cozy, comfort, relaxing, candle, blanket, towel, dress, handbag, couple, family, everyday, armchair, cushion, 아늑한, 양초, 담요, 커플, 편안한, 휴식',
    'home, healthy, modern, young, relaxed, warm, 건강한, 따뜻한',
  ),
  13: words(
    `people, person, woman, man, girl, boy, child, baby, toddler, kid, teenager, portrait, elderly woman, elderly man, senior couple, grandmother, grandfather, mother, father, family portrait, young woman, young man, crowd, wedding couple, group of people, face, newborn, headshot, bride, groom, twins, smile portrait, human,
    beautiful woman, child playing, pregnant woman, businessperson portrait, model posing, 사람, 여자, 여성, 남자, 남성, 아이, 어린이, 아기, 소녀, 소년, 가족, 할머니, 할아버지, 엄마, 아빠, 인물, 초상, 군중, 신부, 신랑`,
    'smile, smiling, hand, hair, eye, skin, elderly, adult, young, couple, ethnicity, diversity, 미소, 손, 머리카락, 눈동자, 청년, 노인',
    'happy, emotion, pose, 행복한',
  ),
  14: words(
    `flower, rose, tulip, sunflower, daisy, lily, orchid, peony, lavender, cherry blossom, poppy, hydrangea, dahlia, lotus, magnolia, bouquet, floral arrangement, blossom, petal, wildflower, plant, houseplant, succulent, cactus, fern, moss, leaf, foliage, ivy,
    monstera, bonsai, palm leaf, eucalyptus, mushroom, botanical, botany, garden flower, flower bed, seedling, sprout, bamboo, maple leaf, tree bark, pine cone, wheat field, potted plant, greenhouse, herb garden, poinsettia, snowdrop, crocus, daffodil, iris flower, jasmine, hibiscus, tulip field, flower field, sunflower field, chrysanthemum, carnation, anemone,
    꽃, 장미, 튤립, 해바라기, 데이지, 백합, 난초, 작약, 라벤더, 벚꽃, 수국, 연꽃, 목련, 꽃다발, 들꽃, 식물, 다육식물, 선인장, 고사리, 이끼, 나뭇잎, 잎사귀, 화분, 버섯, 새싹, 대나무, 단풍잎, 꽃잎, 국화, 코스모스, 동백꽃`,
    'bloom, blooming, floral, garden, stem, branch, vase, pollen, greenery, spring flower, grass, 정원, 가지, 화병, 만개, 풀, 꽃병',
    'green, spring, nature, fresh, macro, 봄, 초록',
  ),
  15: words(
    `christmas, christmas tree, xmas, santa, santa claus, nativity, halloween, jack o lantern, easter, easter egg, thanksgiving, hanukkah, menorah, diwali, diya, ramadan, eid, mosque, islam, church, cathedral, temple, pagoda, shrine, buddha, buddhism, hinduism, christianity,
    jesus, bible, cross necklace, religion, religious, prayer, praying, faith, monk, monastery, synagogue, judaism, torah, lunar new year, chinese new year, new year eve, dragon dance, day of the dead, sugar skull, carnival, festival, oktoberfest, st patrick's day, valentine's day,
    valentine, wedding ceremony, kwanzaa, holi, hanbok, kimono, tea ceremony, folk dance, traditional costume, totem, mardi gras, chuseok, seollal, tradition, heritage, ritual, holiday decoration, fireplace stocking, advent, angel, communion, baptism,
    크리스마스, 산타, 핼러윈, 할로윈, 부활절, 추수감사절, 디왈리, 라마단, 교회, 성당, 사찰, 절, 불교, 부처, 기독교, 이슬람, 종교, 기도, 설날, 추석, 새해, 한복, 기모노, 전통, 축제, 발렌타인, 명절, 문화유산, 차례상, 연등`,
    'holiday, festive, celebration, culture, cultural, traditional, lantern, stocking, ornament, bauble, gift, candlelight, ceremony, wreath, 휴일, 기념일, 선물, 등불, 의식, 문화, 장식',
    'december, decoration, seasonal, ancient, spiritual, 신성한',
  ),
  16: words(
    `science, scientific, laboratory, lab, microscope, scientist, dna, molecule, atom, chemistry, chemical, biology, physics, medicine, medical, doctor, nurse, hospital, surgery, vaccine, syringe, stethoscope, virus, bacteria, cell, anatomy, skeleton, brain scan, x ray, pharmacy,
    pill, test tube, beaker, petri dish, research, experiment, astronomy, planet, galaxy, nebula, solar system, astronaut, space station, telescope, spaceship, rocket, black hole, genetics, neuroscience, health care, healthcare, dentist, dna helix, clinical, fossil, quantum, neuron, blood cell,
    과학, 실험실, 연구, 현미경, 과학자, 분자, 원자, 화학, 생물학, 의학, 의료, 의사, 간호사, 병원, 수술, 백신, 주사기, 바이러스, 세포, 유전자, 행성, 은하, 우주, 우주비행사, 로켓, 천문학, 알약, 뇌`,
    'space, universe, star, health, patient, microscopic, discovery, cosmos, orbit, moon, 별, 달, 건강, 환자',
    'education, study, future, 교육',
  ),
  17: words(
    `social issue, poverty, homeless, homeless person, homeless man, homelessness, protest, demonstration, equality, gender equality, racism, anti racism, discrimination, feminism, lgbtq, lgbt, pride parade, rainbow flag, immigration, refugee, human rights, justice, democracy, voting, election, ballot, charity, donation, volunteer, volunteering,
    addiction, alcoholism, drug abuse, domestic violence, violence, war, bullying, cyberbullying, unemployment, inequality, disability, wheelchair user, accessibility, inclusion, freedom, peace sign, hunger, food bank, gun control, social justice, censorship, crime, prison, handcuffs, aging society, overpopulation,
    사회 문제, 빈곤, 노숙자, 시위, 평등, 성평등, 인종차별, 차별, 난민, 인권, 정의, 민주주의, 투표, 선거, 기부, 자원봉사, 중독, 폭력, 학교 폭력, 실업, 장애인, 휠체어, 고령화, 자유`,
    'activism, awareness, community, help, solidarity, support, diversity and inclusion, 인식 개선, 연대, 도움',
    'society, unity, 사회',
  ),
  18: words(
    `sport, soccer, football, basketball, baseball, tennis, golf, volleyball, swimming, swimmer, running, runner, marathon, cycling race, cyclist, gym, workout, weightlifting, dumbbell, boxing, boxer, martial arts, karate, judo, taekwondo, skiing, skier, snowboarding, ice hockey, figure skating, surfing, surfer,
    skateboarding, rock climbing, climber, gymnastics, athlete, athletics, stadium, referee, badminton, table tennis, rugby, cricket, archery, fencing, rowing, kayaking, diving, horse racing, motocross, racing car, parkour, triathlon, crossfit, soccer ball, basketball court, trophy, championship, esports,
    스포츠, 축구, 농구, 야구, 테니스, 골프, 배구, 수영, 달리기, 마라톤, 자전거 경주, 헬스장, 운동선수, 권투, 태권도, 유도, 스키, 스노보드, 피겨스케이팅, 서핑, 암벽등반, 체조, 경기장, 배드민턴, 탁구, 양궁`,
    'training, exercise, fitness, competition, ball, race, team sport, coach, muscle, 운동, 훈련, 시합, 공, 근육',
    'active, energy, outdoors, winner, speed, 속도',
  ),
  19: words(
    `technology, artificial intelligence, ai, robot, robotics, computer, smartphone, software, programming, programmer, coding, code, cyber security, cybersecurity, data center, server room, cloud computing, blockchain, cryptocurrency, virtual reality, vr headset, augmented reality, circuit board, microchip, semiconductor, processor,
    internet of things, smart home, drone, network, big data, machine learning, hologram, digital interface, 5g, internet, wifi, tablet computer, app, website, hacker, smartwatch, 3d printer, electronics, user interface, metaverse, touchscreen, electric car charging, futuristic interface, digital transformation, headset, cable, keyboard,
    기술, 인공지능, 로봇, 컴퓨터, 스마트폰, 소프트웨어, 프로그래밍, 코딩, 사이버 보안, 데이터 센터, 서버, 클라우드, 블록체인, 암호화폐, 가상현실, 회로 기판, 반도체, 마이크로칩, 드론, 빅데이터, 홀로그램, 인터넷, 스마트홈, 메타버스`,
    'digital, data, electronic, device, futuristic, innovation, screen, neon grid, cyberpunk, laptop, 디지털, 데이터, 전자, 미래, 혁신, 화면',
    'connection, smart, modern, neon, 연결',
  ),
  20: words(
    `transport, transportation, car, sports car, electric car, vintage car, truck, bus, train, locomotive, subway, tram, airplane, aircraft, plane, helicopter, ship, boat, sailboat, yacht, ferry, cruise ship, motorcycle, scooter, bicycle, bike, taxi, highway, traffic, traffic jam, railway, railroad, railway station, airport,
    runway, harbor, road trip, parking lot, van, ambulance, fire truck, tractor trailer, canoe, hot air balloon, cable car, gondola, freight train, high speed train, vehicle, automobile, wheel, steering wheel, engine, tire, charging station,
    교통, 자동차, 스포츠카, 전기차, 트럭, 버스, 기차, 지하철, 비행기, 헬리콥터, 배, 요트, 유람선, 오토바이, 자전거, 택시, 고속도로, 교통 체증, 철도, 기차역, 공항, 항구, 열기구, 차량`,
    'road, driver, driving, street, speed, passenger, asphalt, delivery, 도로, 운전, 승객, 배송',
    'motion, city, journey, 이동',
  ),
  21: words(
    `travel, traveler, tourism, tourist, vacation, holiday resort, backpacker, backpacking, suitcase, luggage, passport, destination, sightseeing, landmark, resort, hotel, hotel room, map travel, world map, road trip, adventure travel, beach vacation, paris, venice, rome, tokyo, kyoto, santorini, greece, new york, london, barcelona, bali, maldives,
    old town, boarding pass, travel flat lay, hostel, ruins, pyramid, ancient ruins, beach resort, cruise, camper van, souvenir, itinerary, amsterdam, prague, istanbul, marrakech, jeju, seoul, busan, swiss village, tuscany,
    여행, 여행자, 관광, 관광객, 휴가, 배낭여행, 여행 가방, 여권, 명소, 리조트, 호텔, 세계 지도, 파리, 로마, 도쿄, 교토, 제주, 서울, 부산, 유럽, 산토리니, 휴양지`,
    'adventure, explore, journey, summer vacation, tropical, alley, street market, backpack, compass, 모험, 여정, 골목, 열대',
    'beach, city, summer, view, island, 여름, 전망',
  ),
}

function words(strong: string, plain: string, weak: string): CategoryWords {
  return { strong: listed(strong), plain: listed(plain), weak: listed(weak) }
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
}
