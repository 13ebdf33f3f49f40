import { z } from 'zod'
import { createEmbedder } from '../../src/delivery/embedding.ts'
import { createExiftool } from '../../src/delivery/exiftool.ts'

/** Embeds words into a picture and says what became of it; with `--hold` it stays with its exiftool until it is killed. */
const [path = '', words = '', hold] = process.argv.slice(2)
const text = z.string()
const Wanted = z.object({
  ...{ title: text, description: text, keywords: z.array(text) },
  ...{ source: text, prompt: text, creator: text, rights: text },
})
const embedder = createEmbedder(createExiftool())
process.stdout.write(`${JSON.stringify(await embedder.embed(path, Wanted.parse(JSON.parse(words))))}\n`)
if (hold) setInterval(() => {}, 1000)
else await embedder.stop()
