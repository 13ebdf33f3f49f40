import type { App, Image, Sidecar } from '../app.ts'
import { pathOfId } from './addresses.ts'
import { formatBytes } from './board.ts'
import type { Translate } from './i18n.ts'
import type { PictureModel } from './views.ts'

/** Gathers what the page of one picture shows. */
export async function pictureModel(
  { library, categories }: Pick<App, 'library' | 'categories'>,
  id: string,
  t: Translate,
): Promise<PictureModel> {
  const image = await library.image(id)
  const { sidecar, problem, lookedIn } = await library.sidecarOf(id)
  return {
    id,
    name: image.name,
    media: `/media/${pathOfId(id)}?v=${encodeURIComponent(image.version)}`,
    facts: factsOf(image, t),
    issues: image.issues,
    sidecar: sidecar ? rowsOf(sidecar, categories, t) : [],
    sidecarProblem: problem,
    lookedIn,
  }
}

function factsOf(
  { generation, stage, width, height, bytes, model, modified }: Image,
  t: Translate,
): string[] {
  const size = width > 0 ? [`${width} × ${height}`] : []
  const made = model ? [t('card.model', { model })] : []
  return [
    generation,
    t(`stage.${stage}`),
    ...size,
    formatBytes(bytes),
    ...made,
    new Date(modified).toLocaleString(),
  ]
}

function rowsOf(sidecar: Sidecar, categories: Record<number, string>, t: Translate): [string, string][] {
  const { title, keywords, category, releases, prompt } = sidecar
  const named = category === undefined ? '' : `${category} · ${categories[category] ?? ''}`
  const rows: [string, string][] = [
    [t('sidecar.title'), title ?? ''],
    [t('sidecar.keywords', { count: keywords?.length ?? 0 }), keywords?.join(', ') ?? ''],
    [t('sidecar.category'), named],
    [t('sidecar.releases'), releases?.join(', ') ?? ''],
    [t('sidecar.prompt'), prompt ?? ''],
  ]
  return rows.filter(([, value]) => value !== '')
}
