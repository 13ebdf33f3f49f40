import type { UpscaleSettings } from '../upscale/supervisor.ts'

/** What a person or a program asks for when it presses "Upscale". */
export interface UpscaleInput {
  model: string
  tile: UpscaleSettings['tile']
  format: UpscaleSettings['format']
  quality: number
  target: UpscaleSettings['target']
  aspect: UpscaleSettings['aspect']
  focus: UpscaleSettings['focus']
  /** The machine on which the folder is opened at the end, if it is the one that did the work. */
  open: string | null
}

/** What a job makes when nothing else is asked for. */
export const USUAL_OUTPUT = {
  ...{ format: 'jpg', quality: 95, focus: 'centre' },
  target: { width: 3840, height: 2160 },
  aspect: { width: 16, height: 9 },
} satisfies Partial<UpscaleInput>
