import type { BeforeAfter, Image } from '../app.ts'
import { mediaAddress } from './addresses.ts'
import { formatBytes } from './board.ts'
import type { Translate } from './i18n.ts'

/** One picture on a stage; `region` is the part of it that is shown, in its pixels. */
export interface LayerModel {
  media: string
  alt: string
  width: number
  height: number
  region: { left: number; top: number; width: number; height: number } | null
}

/** Where pictures are looked at: one, or the same one before and after it was enlarged. */
export interface StageModel {
  name: string
  picture: LayerModel | null
  before: LayerModel | null
}

/** Shows one picture; none where the file holds none. */
export function stageOf(image: Image): StageModel {
  return { name: image.name, picture: image.mime === null ? null : layerOf(image), before: null }
}

/** Shows a picture with what it was made from over it. */
export function sliderStage({ before, region, after }: BeforeAfter, t: Translate): StageModel {
  return {
    name: after.name,
    picture: { ...layerOf(after), alt: t('inspect.after', { name: after.name }) },
    before: { ...layerOf(before), region, alt: t('inspect.before', { name: before.name }) },
  }
}

const WHEN = (language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })

/** Writes the facts of a picture for a person. */
export function factsOf(image: Image, t: Translate): string[] {
  const { generation, stage, width, height, bytes, model, modified } = image
  const size = width > 0 ? [`${width} × ${height}`, `${((width * height) / 1e6).toFixed(1)} MP`] : []
  const made = model ? [t('card.model', { model })] : []
  const when = WHEN(t('time.locale')).format(new Date(modified))
  return [generation, t(`stage.${stage}`), ...size, formatBytes(bytes), ...made, when]
}

function layerOf({ id, version, name, title, width, height }: Image): LayerModel {
  return { media: mediaAddress(id, version), alt: title ?? name, width, height, region: null }
}
