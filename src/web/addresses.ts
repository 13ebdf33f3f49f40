/** Writes an id into a path: `generation/upscaled/image 1.jpg` becomes `generation/upscaled/image%201.jpg`. */
export function pathOfId(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/')
}

/** Where the thumbnail of a picture is; `version` changes with the file, so that it can be cached for good. */
export function thumbnailAddress(id: string, version: string): string {
  return `/thumbnails/${pathOfId(id)}?v=${encodeURIComponent(version)}`
}

type Value = string | number | undefined

/** Writes a query without its empty values: `?stage=raw&q=tree`, or nothing; of a list, each under the same name. */
export function queryOf(values: Record<string, Value | readonly Value[]>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    [value]
      .flat()
      .flatMap((one): [string, string][] => (one === undefined || one === '' ? [] : [[name, String(one)]])),
  )
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

/** Where a picture itself is; `version` changes with the file, so that it can be cached for good. */
export function mediaAddress(id: string, version: string): string {
  return `/media/${pathOfId(id)}?v=${encodeURIComponent(version)}`
}
