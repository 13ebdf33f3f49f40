import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { addGeneration, drawPicture } from './dashboard.ts'

/** 4.1 megapixels. */
const SIZE = { width: 2720, height: 1530 }

/** Puts raw pictures and what was enlarged from them into a generation, sidecars and all; just large enough for an agency. */
export async function addUpscaled(
  home: string,
  generation: string,
  names: readonly string[],
  changes: Record<string, unknown> = {},
): Promise<string[]> {
  await addGeneration(home, generation, names)
  const folder = join(home, 'generations', generation)
  await mkdir(join(folder, 'upscaled'), { recursive: true })
  for (const [index, name] of names.entries()) {
    const path = join(folder, `${name}.json`)
    const sidecar = { ...JSON.parse(await readFile(path, 'utf8')), ...changes }
    await writeFile(path, JSON.stringify(sidecar))
    const source = `${generation}/${name}.png`
    const upscaled = { model: 'realesr-general-x4v3', real_esrgan: true }
    await writeFile(
      join(folder, 'upscaled', `${name}.json`),
      JSON.stringify({ ...sidecar, source, upscaled }),
    )
    const bytes = await sharp(await drawPicture(160, 90, index * 47))
      .resize(SIZE)
      .withIccProfile('srgb')
      .jpeg()
      .toBuffer()
    await writeFile(join(folder, 'upscaled', `${name}.jpg`), bytes)
  }
  return names.map((name) => `${generation}/upscaled/${name}.jpg`)
}
