/** What the first bytes of a file say about it. */
export type FileKind = { kind: 'zip' | 'onnx' } | { kind: 'other'; problem: string }

interface Sign {
  test: (head: Buffer) => boolean
  kind: FileKind
}

const other = (problem: string): FileKind => ({ kind: 'other', problem })
const begins = (text: string, encoding: BufferEncoding = 'latin1') => {
  const wanted = Buffer.from(text, encoding)
  return (head: Buffer) => head.subarray(0, wanted.length).equals(wanted)
}

/** So many bytes at the beginning tell what a file is. */
export const HEAD_BYTES = 512

/**
 * The signs of the files that turn up under the name of weights, in the order they are tried.
 *
 * Sources: APPNOTE.TXT 4.3.7 (zip), torch/serialization.py `MAGIC_NUMBER` (the format before PyTorch 1.6
 * is a pickle of it), the Git LFS specification, `onnx.proto` (the first field of a model is its version).
 */
const signs: Sign[] = [
  { test: (head) => head.length === 0, kind: other('is empty') },
  { test: (head) => head.every((byte) => byte === 0), kind: other('holds nothing but zeros') },
  { test: begins('PK\x03\x04'), kind: { kind: 'zip' } },
  {
    test: begins('version https://git-lfs'),
    kind: other('is a Git LFS pointer, not the weights themselves; fetch the real file ("git lfs pull")'),
  },
  {
    test: (head) => /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(head.toString('latin1')),
    kind: other('is a web page, not weights; the server answered the download with a page'),
  },
  {
    test: (head) => head[0] === 0x80 && head.includes(Buffer.from('6cfc9c46f9206aa85019', 'hex')),
    kind: other(
      'is in the format of PyTorch before 1.6, which is not read; save it anew with a current PyTorch (torch.save(torch.load(file), file))',
    ),
  },
  {
    test: (head) => head[8] === 0x7b && head.readUInt32LE(4) === 0,
    kind: other('is in the safetensors format, which is not read; take the .pth of the same model'),
  },
  { test: begins('1f8b', 'hex'), kind: other('is packed with gzip; unpack it first') },
  { test: begins('7z\xbc\xaf'), kind: other('is packed with 7-Zip; unpack it first') },
  { test: (head) => head[0] === 0x08 && (head[1] ?? 99) < 32, kind: { kind: 'onnx' } },
]

/** Tells what a file is by its first {@link HEAD_BYTES} bytes; the problem goes on from the file's name. */
export function kindOf(head: Buffer): FileKind {
  return signs.find(({ test }) => test(head))?.kind ?? other('is neither a PyTorch file nor an ONNX file')
}
