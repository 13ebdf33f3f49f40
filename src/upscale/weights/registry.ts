/** One of the files that the authors of Real-ESRGAN published. */
export interface OfficialModel {
  /** The file's name without `.pth`. */
  name: string
  /** The network, as {@link describeNetwork} words it. */
  network: string
  scale: number
  /** Where it lies below the releases, or below a mirror of them. */
  path: string
  bytes: number
  sha256: string
  licence: string
  /** One sentence: what it is good for. */
  goodFor: string
}

/** The releases of Real-ESRGAN; source of names, sizes and licences: https://github.com/xinntao/Real-ESRGAN. */
export const RELEASES = 'https://github.com/xinntao/Real-ESRGAN/releases/download'

const licence = 'BSD-3-Clause, Xintao Wang'

/** The official models, the one to begin with first. */
export const OFFICIAL: readonly OfficialModel[] = [
  {
    name: 'realesr-general-x4v3',
    network: 'SRVGGNetCompact, 64 features, 32 convolutions, x4',
    scale: 4,
    path: 'v0.2.5.0/realesr-general-x4v3.pth',
    bytes: 4_885_111,
    sha256: '8dc7edb9ac80ccdc30c3a5dca6616509367f05fbc184ad95b731f05bece96292',
    licence,
    goodFor: 'Any picture, fast enough without a GPU: the one to begin with.',
  },
  {
    name: 'RealESRGAN_x4plus',
    network: 'RRDBNet, 64 features, 23 blocks, x4',
    scale: 4,
    path: 'v0.1.0/RealESRGAN_x4plus.pth',
    bytes: 67_040_989,
    sha256: '4fa0d38905f75ac06eb49a7951b426670021be3018265fd191d2125df9d682f1',
    licence,
    goodFor:
      'Any picture, with the most detail; on a CPU it takes fifteen times as long as the general model.',
  },
  {
    name: 'RealESRGAN_x4plus_anime_6B',
    network: 'RRDBNet, 64 features, 6 blocks, x4',
    scale: 4,
    path: 'v0.2.2.4/RealESRGAN_x4plus_anime_6B.pth',
    bytes: 17_938_799,
    sha256: 'f872d837d3c90ed2e05227bed711af5671a6fd1c9f7d7e91c911a61f155e99da',
    licence,
    goodFor: 'Drawings, anime and flat illustrations with clean lines.',
  },
  {
    name: 'RealESRGAN_x2plus',
    network: 'RRDBNet, 64 features, 23 blocks, x2',
    scale: 2,
    path: 'v0.2.1/RealESRGAN_x2plus.pth',
    bytes: 67_061_725,
    sha256: '49fafd45f8fd7aa8d31ab2a22d14d91b536c34494a5cfe31eb5d89c2fa266abb',
    licence,
    goodFor: 'Pictures that need to be only twice as large, such as those of 1920 pixels.',
  },
  {
    name: 'realesr-general-wdn-x4v3',
    network: 'SRVGGNetCompact, 64 features, 32 convolutions, x4',
    scale: 4,
    path: 'v0.2.5.0/realesr-general-wdn-x4v3.pth',
    bytes: 4_885_111,
    sha256: '1641f8c4464b9f097c9fdda5589273713f67cf59f3d909e0bd688f0cee269dca',
    licence,
    goodFor: 'The second half of the denoise strength: blended with the general model it keeps more grain.',
  },
  {
    name: 'realesr-animevideov3',
    network: 'SRVGGNetCompact, 64 features, 16 convolutions, x4',
    scale: 4,
    path: 'v0.2.5.0/realesr-animevideov3.pth',
    bytes: 2_504_012,
    sha256: 'b8a8376811077954d82ca3fcf476f1ac3da3e8a68a4f4d71363008000a18b75d',
    licence,
    goodFor: 'Anime at the highest speed; made for the frames of videos.',
  },
]

/** Returns the official model of a name, in any case. */
export function officialModel(name: string): OfficialModel | undefined {
  return OFFICIAL.find((model) => model.name.toLowerCase() === name.toLowerCase())
}

/**
 * Returns the official model whose name a file's name begins with: `RealESRGAN_x4plus.fp16` is one of
 * `RealESRGAN_x4plus`, `RealESRGAN_x4plus_anime_6B` is not.
 */
export function namedAfter(id: string): OfficialModel | undefined {
  const lower = id.toLowerCase()
  const fits = ({ name }: OfficialModel) => lower.startsWith(name.toLowerCase())
  const longest = OFFICIAL.filter(fits).toSorted((a, b) => b.name.length - a.name.length)[0]
  return longest && !/^[a-z0-9]/.test(lower.slice(longest.name.length)) ? longest : undefined
}
