import type { z } from 'zod'
import type { Size } from '../../src/imaging/pixels.ts'
import type { Inference, Job, Peer } from './measuring.ts'

/** What was measured of one network at one tile size. */
export interface TileResult extends z.output<typeof Inference> {
  name: string
  size: Size
  flops: number
  /** Times as multiples of what the same work takes as one matrix product. */
  toFloor: { wall: number; cpu: number }
  peer: z.output<typeof Peer> | null
}

type JobResult = z.output<typeof Job>

/** Writes the measures of all tiles as a Markdown table. */
export function tableOf(tiles: TileResult[]): string {
  return [
    '| model | tile | wall | CPU | GFLOP/s | sgemm, wall | sgemm, CPU | peak memory | after release | CPU against PyTorch |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...tiles.map(({ name, size, wall, cpu, flops, toFloor, peak, left, peer }) =>
      row([
        ...[name, `${size.width}x${size.height}`, `${wall.toFixed(2)} s`, `${cpu.toFixed(2)} s`],
        ...[(flops / wall / 1e9).toFixed(0), `${toFloor.wall.toFixed(2)}x`, `${toFloor.cpu.toFixed(2)}x`],
        ...[`${peak.toFixed(0)} MB`, `${left.toFixed(0)} MB`],
        peer ? `${(cpu / peer.cpu).toFixed(2)}x` : 'PyTorch is not installed',
      ]),
    ),
  ].join('\n')
}

/** Writes what was measured beside each goal of reference/engine.md. */
export function goalsOf(
  tiles: TileResult[],
  jobs: Record<'whole' | 'growth' | 'gpu', JobResult> | null,
): string {
  const largest = (name: string) => tiles.filter((tile) => tile.name === name).at(-1)
  const [x4plus, general] = [largest('x4plus'), largest('general')]
  const ratio = (tile: TileResult | undefined) =>
    tile?.peer ? `${(tile.cpu / tile.peer.cpu).toFixed(2)}x` : 'left out'
  const rows: [string, string, string][] = []
  if (x4plus) {
    rows.push(['G1', 'x4plus: at most 1.15x the sgemm floor', floorText(x4plus)])
    rows.push(['G2', 'x4plus: CPU at most 0.60x PyTorch', ratio(x4plus)])
    const held = `${x4plus.peak.toFixed(0)} MB, ${x4plus.left.toFixed(0)} MB`
    rows.push(['G4', 'x4plus: peak at most 2200 MB, 300 MB after release', held])
  }
  if (general) rows.push(['G3', 'general: CPU at most 0.80x PyTorch', ratio(general)])
  const script = Math.max(...tiles.map((tile) => tile.script))
  rows.push(['G8', 'JS on the inference thread at most 15 ms a picture', `${script.toFixed(1)} ms a tile`])
  if (jobs) rows.push(...jobRows(jobs))
  const gap = Math.max(...tiles.map((tile) => tile.gap))
  rows.push(['G10', 'heartbeat gap at most 100 ms', `${gap.toFixed(0)} ms`])
  return ['| goal | what | measured |', '| --- | --- | --- |', ...rows.map(row)].join('\n')
}

function floorText({ toFloor: { wall, cpu } }: TileResult): string {
  return `${wall.toFixed(2)}x wall, ${cpu.toFixed(2)}x CPU`
}

function jobRows({
  whole,
  growth,
  gpu,
}: Record<'whole' | 'growth' | 'gpu', JobResult>): [string, string, string][] {
  const [fifth = 0, last = 0] = [growth.done[4], growth.done.at(-1)]
  const overhead = whole.job / (whole.bare * whole.count)
  return [
    ['G5', 'growth from picture 5 to 20 under 30 MB', `${(last - fifth).toFixed(0)} MB`],
    ['G7', 'redundant pixels at most 1.25x', `${whole.redundant.toFixed(2)}x`],
    ['G9', 'whole job at most 1.10x bare inference', `${overhead.toFixed(2)}x (${whole.count} pictures)`],
    ['G9', 'device busy at least 85 % at 200 ms a picture', `${((100 * gpu.busy) / gpu.job).toFixed(0)} %`],
  ]
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`
}
