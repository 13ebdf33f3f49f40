import { open } from 'node:fs/promises'

/** Random access to the bytes of a file or a buffer. */
export interface Bytes {
  size: number
  /** Returns up to `length` bytes from `offset`: fewer, or none, at the end. */
  read(offset: number, length: number): Promise<Buffer>
}

/** So much of a file is read at once at its beginning: headers with a colour profile and a certificate of origin (6 kB) mostly fit. */
const HEAD = 16_384

/** Lends the bytes of a file (by its path) or of a buffer to `use`, and closes the file afterwards. */
export async function withBytes<Result>(
  input: string | Buffer,
  use: (bytes: Bytes) => Promise<Result>,
): Promise<Result> {
  if (typeof input !== 'string') {
    return use({ size: input.length, read: async (at, length) => input.subarray(at, at + length) })
  }
  const file = await open(input)
  try {
    const { size } = await file.stat()
    const readFile: Bytes['read'] = async (offset, length) => {
      const left = Math.max(0, Math.min(length, size - offset)) // small files are many, and large buffers slow
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(left), 0, left, offset)
      return buffer.subarray(0, bytesRead)
    }
    const head = await readFile(0, HEAD)
    const isInHead = (end: number) => end <= head.length || head.length >= size
    return await use({
      size,
      read: async (offset, length) =>
        isInHead(offset + length) ? head.subarray(offset, offset + length) : readFile(offset, length),
    })
  } finally {
    await file.close()
  }
}
