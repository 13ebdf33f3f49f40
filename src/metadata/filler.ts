/** Words that carry no meaning of their own; they are no keywords. */
export const FUNCTION_WORDS: ReadonlySet<string> = wordSet(`
  a an the of with and or nor but in on at by for from to as is are was were be been being it its this that these
  those there here their his her our your my he she they we you i me him them us who whom which what when where why how
  into onto over under above below between among behind beside besides beneath near next off out up down through
  across along around against during before after until while within without inside outside toward towards upon about
  very more most some any each every all both few many much other another such no not only own same so than too just
  also then once again still yet ever never always has have had having do does did doing will would can could should may
  might must shall let lets get gets got via per underneath alongside like plus amid amidst atop
  einem einen einer eines dem nach aus bei zum zur durch ohne uber unter vor zwischen hinter neben am
  pour sous aux chez entre leur por para sobre su sus al gli della dello delle dei nel nella per tra dos das em na uma com
  في من على إلى عن مع هذا هذه التي الذي в на с и под над у из для по за к от
  der die das ein eine und mit im auf von zu le la les un une et avec dans sur du des el los las una y con en de da di il
`)

/** Words about how a picture is made or how good it is, and of which a title or a list of keywords gains nothing. */
export const GENERIC_WORDS: ReadonlySet<string> = wordSet(`
  image images picture pictures photo photos photograph photography photographic photorealistic photorealism realistic hyperrealistic
  stock commercial professional quality resolution high ultra hd uhd hdr 4k 8k 16k detailed detail details
  masterpiece best award winning beautiful beautifully stunning amazing awesome perfect perfectly nice great gorgeous breathtaking
  wonderful lovely excellent incredible unreal render rendered rendering octane engine dslr lens camera shot
  shots cinematic composition composed view depicting depicts showing shows featuring features
  untitled img dsc final copy version result output artwork trending artstation
  sharp focus crisp intricate highly extremely professionally captured capture styled style
`)

/** Titles that say nothing about what is in the picture. */
export const GENERIC_TITLE_WORDS: ReadonlySet<string> = wordSet(`
  image images picture pictures photo photos photograph untitled title background wallpaper texture abstract art artwork design illustration
  beautiful nice stock generated ai render new file final draft copy test sample example scene view concept creative
  colorful professional commercial quality high resolution stunning amazing digital graphic
  이미지 사진 그림 배경 무제 제목 없음 테스트 샘플
`)

/** Words that only hold a sentence together or measure something; nobody searches for a picture by them. */
export const WEAK_WORDS: ReadonlySet<string> = wordSet(`
  hung placed put set made filled covered surrounded topped placed arranged seen shown visible located situated based inspired
  various several different multiple single simple typical certain whole entire full little big small large huge tiny
  really quite rather almost slightly nicely gently softly richly visibly part piece pieces kind type
  way thing things something someone anyone nothing lot lots bit number front back middle left right towards
  homey looking like using served doing lighting lit use used one two three four five six seven eight nine ten first second
`)

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean))
}
