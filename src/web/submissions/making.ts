import type { App, Made, Making, Makings } from '../../app.ts'
import type { Translate } from '../i18n.ts'
import { saidAgency } from './agency-name.ts'

/** The submissions that are being made, as every page shows them. */
export interface MakingModel {
  /** Changes when one begins or ends and not with every picture, so that it can be read out. */
  told: string
  /** Whether `told` is to be seen, too: how the last one ended. */
  isOver: boolean
  /** The hand-off sheet of the one that ended. */
  batch: string | null
  rows: { id: string; text: string; share: number; isEnding: boolean }[]
}

/** Gathers what pages show of the submissions that are being made, and how the last one ended. */
export function makingModel({ delivery }: Pick<App, 'delivery'>, t: Translate): MakingModel {
  return modelOf(delivery.makings.state(), t)
}

/** Gathers what a dialog shows, which says by itself how one ended. */
export function runningModel({ delivery }: Pick<App, 'delivery'>, t: Translate): MakingModel {
  return modelOf({ now: delivery.makings.state().now, last: null }, t)
}

function modelOf({ now, last }: ReturnType<Makings['state']>, t: Translate): MakingModel {
  const [first] = now
  const isOver = !first && last !== null
  return {
    told: first ? t('csv.making.begun', { agency: saidAgency(first.agency, t) }) : last ? endOf(last, t) : '',
    isOver,
    batch: isOver ? last.batch : null,
    rows: now.map((making) => ({
      id: making.id,
      text: making.isEnding ? t('csv.making.ending') : t(`csv.making.${making.phase}`, { ...making }),
      share: shareOf(making),
      isEnding: making.isEnding,
    })),
  }
}

function endOf({ state, agency, rows }: Made, t: Translate): string {
  if (state !== 'made') return t(`csv.making.${state}`)
  if (rows === 0) return t('csv.nothing')
  return agency === 'adobe'
    ? t('csv.written', { count: rows })
    : t('csv.writtenFor', { count: rows, agency: saidAgency(agency, t) })
}

/** From where to where the phases go on one bar; about the time they take. */
const SPANS: Record<Making['phase'], [from: number, to: number]> = {
  waiting: [0, 0],
  checking: [0, 0],
  reading: [0, 0.3],
  naming: [0.3, 0.35],
  writing: [0.35, 1],
}

function shareOf({ phase, done, of }: Making): number {
  const [from, to] = SPANS[phase]
  return from + (of > 0 ? done / of : 0) * (to - from)
}
