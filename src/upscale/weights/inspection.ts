import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { sha256Of } from '../../core/content-hash.ts'
import { messageOf } from '../../core/errors.ts'
import { type Architecture, recognise } from './architecture.ts'
import { withCheckpoint } from './checkpoint.ts'
import { HEAD_BYTES, kindOf } from './file-kind.ts'
import { namedAfter, OFFICIAL, type OfficialModel, officialModel } from './registry.ts'

/** What can be told of a weights file without running it. */
export interface WeightsFacts {
  kind: 'onnx' | 'pth'
  /** The network in a few words; this and what follows a `.onnx` file tells only when it is opened. */
  network?: string
  scale?: number
  /** How many pixels around a tile it looks at, where that is known exactly. */
  overlap?: number
  /** A tile that begins at a multiple of this gives what the whole picture gives there; 1 where it is not told. */
  align?: number
  /** The name of the official model that this file is, byte for byte. */
  official?: string
  /** Whether what comes out may be called Real-ESRGAN. */
  isRealEsrgan: boolean
  /** Why the file is of no use; goes on from its name. */
  problem?: string
}

/** Looks at a weights file: what it is by its content, and whether it is one of the official ones. */
export async function inspectWeights(path: string, bytes: number): Promise<WeightsFacts> {
  const name = basename(path, extname(path))
  const found = kindOf(await readHead(path))
  if (found.kind === 'other') return { kind: 'pth', isRealEsrgan: false, problem: found.problem }
  // nothing but its name tells whose network an ONNX file is
  if (found.kind === 'onnx') return { kind: 'onnx', isRealEsrgan: namedAfter(name) !== undefined }
  try {
    const network = withCheckpoint(path, ({ tensors }) => recognise(tensors))
    const official = await officialAt(path, bytes)
    const facts = factsOf(network)
    const alike = namedAfter(name)?.network === network.summary
    if (official) return { ...facts, official: official.name, isRealEsrgan: true }
    return { ...facts, isRealEsrgan: alike, ...(isForged(name, bytes) && { problem: FORGED }) }
  } catch (error) {
    return { kind: 'pth', isRealEsrgan: false, problem: messageOf(error) }
  }
}

function factsOf({ summary, scale, overlap, unshuffle }: Architecture) {
  return {
    ...{ kind: 'pth' as const, network: summary, scale },
    ...(overlap !== null && { overlap }),
    ...(unshuffle > 1 && { align: unshuffle }),
  }
}

const FORGED =
  'has the name and the size of an official file but not its SHA-256: it is damaged or was changed; get it again'

/** A file of another size was saved anew by somebody; one of the same size is meant to be the original. */
function isForged(name: string, bytes: number): boolean {
  return officialModel(name)?.bytes === bytes
}

async function officialAt(path: string, bytes: number): Promise<OfficialModel | undefined> {
  const alike = OFFICIAL.filter((model) => model.bytes === bytes)
  if (alike.length === 0) return undefined // reading 67 MB can be spared
  const sha256 = await sha256Of(path)
  return alike.find((model) => model.sha256 === sha256)
}

/** Reads the beginning of a file, by which {@link kindOf} tells what it is. */
export async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
