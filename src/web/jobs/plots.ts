import type { Duration, Overview } from '../../app.ts'
import { momentOf, type Words } from './words.ts'

/** A drawing of upright bars, each a stack of parts, in units of its view box. */
export interface Plot {
  width: number
  height: number
  bars: { x: number; width: number; parts: { y: number; height: number; series: string }[]; hint: string }[]
  /** Lines across, with what they stand for. */
  rules: { y: number; label: string }[]
  /** What is written below the bars. */
  marks: { x: number; label: string }[]
  series: { id: string; label: string }[]
  /** The same in figures. */
  table: { head: string[]; rows: string[][] }
  /** What it shows, in a sentence. */
  summary: string
}

/** Sizes of every drawing: the margins hold the labels. */
const WIDTH = 640
const HEIGHT = 220
const LEFT = 44
const TOP = 10
const BOTTOM = 24
/** So many items are drawn; more would be thinner than can be seen. */
const DRAWN = 60

/** The stages of a picture, in their order; `other` is time that belongs to none. */
export const STAGES = ['decode', 'enlarge', 'resize', 'encode', 'verify', 'other'] as const

/** Draws how many items ended in every hour of the last day. */
export function throughputPlot(hours: Overview['throughput'], { t, language }: Words): Plot {
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
  const names = hours.map(({ hour }) => clock.format(new Date(hour)))
  const totals = hours.reduce(
    (sum, { done, failed }) => ({ done: sum.done + done, failed: sum.failed + failed }),
    {
      ...{ done: 0, failed: 0 },
    },
  )
  const series = ['done', 'failed'].map((id) => ({ id, label: t(`jobs.plot.${id}`) }))
  return {
    ...draw(
      hours.map(({ done, failed }, index) => ({
        values: { done, failed },
        hint: t('jobs.plot.hour', { hour: names[index], done, failed }),
      })),
      (value) => String(value),
    ),
    marks: [0, 6, 12, 18, 23].map((index) => ({
      x: middleOf(index, hours.length),
      label: names[index] ?? '',
    })),
    series,
    table: {
      head: [t('jobs.plot.from'), ...series.map(({ label }) => label)],
      rows: hours.map(({ done, failed }, index) => [names[index] ?? '', String(done), String(failed)]),
    },
    summary: t('jobs.plot.throughputSummary', totals),
  }
}

/** Draws how long the newest pictures took, by stage; null where there are none yet. */
export function durationPlot(durations: readonly Duration[], words: Words): Plot | null {
  const { t, language } = words
  const drawn = durations.filter(({ kind, stages }) => stages !== null || kind === 'upscale').slice(-DRAWN)
  const last = drawn.at(-1)
  if (!drawn[0] || !last) return null
  const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const seconds = (ms: number) => figures.format(ms / 1000)
  const rows = drawn.map((one) => ({ ...one, values: stagesOf(one) }))
  const used = STAGES.filter((id) => rows.some(({ values }) => (values[id] ?? 0) > 0))
  const series = used.map((id) => ({ id, label: t(`jobs.stage.${id}`) }))
  const ends = drawn.length > 1 ? [0, drawn.length - 1] : [0]
  return {
    ...draw(
      rows.map(({ values, item, ms }) => ({
        values,
        hint: t('jobs.plot.item', { item, seconds: seconds(ms) }),
      })),
      seconds,
    ),
    marks: ends.map((index) => ({
      x: middleOf(index, drawn.length),
      label: momentOf(drawn[index]?.at ?? last.at, words).text,
    })),
    series,
    table: {
      head: [t('jobs.plot.picture'), t('jobs.plot.total'), ...series.map(({ label }) => label)],
      rows: rows.map(({ item, ms, values }) => [
        item,
        seconds(ms),
        ...used.map((id) => seconds(values[id] ?? 0)),
      ]),
    },
    summary: t('jobs.plot.durationSummary', {
      count: drawn.length,
      seconds: seconds(drawn.reduce((sum, { ms }) => sum + ms, 0) / drawn.length),
    }),
  }
}

/** Time that belongs to no stage is told as such, so that a bar is as long as the picture took. */
function stagesOf({ ms, stages }: Duration): Record<string, number> {
  const known = STAGES.map((id) => [id, Number(stages?.[id] ?? 0)] as const)
  const sum = known.reduce((all, [, value]) => all + value, 0)
  return { ...Object.fromEntries(known), other: Math.max(0, ms - sum) }
}

interface Given {
  /** From the bottom up. */
  values: Record<string, number>
  hint: string
}

function draw(given: readonly Given[], label: (value: number) => string) {
  const sums = given.map(({ values }) => Object.values(values).reduce((sum, value) => sum + value, 0))
  const top = niceTop(Math.max(...sums, 0))
  const room = HEIGHT - TOP - BOTTOM
  const yOf = (value: number) => round(TOP + room * (1 - value / top))
  const slot = (WIDTH - LEFT) / given.length
  return {
    ...{ width: WIDTH, height: HEIGHT },
    bars: given.map(({ values, hint }, index) => ({
      x: round(LEFT + index * slot + slot * 0.12),
      width: round(slot * 0.76),
      parts: stack(values, yOf),
      hint,
    })),
    rules: [0, top / 2, top].map((value) => ({ y: yOf(value), label: label(value) })),
  }
}

function stack(values: Record<string, number>, yOf: (value: number) => number) {
  let from = 0
  return Object.entries(values).flatMap(([series, value]) => {
    if (value <= 0) return []
    const [bottom, y] = [yOf(from), yOf(from + value)]
    from += value
    return [{ y, height: round(bottom - y), series }]
  })
}

function middleOf(index: number, count: number): number {
  return round(LEFT + ((WIDTH - LEFT) / count) * (index + 0.5))
}

/** The next round number: 2, 4, 6, 10, 20, …, so that its half is one, too. */
function niceTop(largest: number): number {
  if (largest <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(largest))
  return ([1, 2, 4, 6, 10].find((step) => step * power >= largest) ?? 10) * power
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
