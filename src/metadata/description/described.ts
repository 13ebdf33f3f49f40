/** What a sidecar says about a picture, as the text rules read it; a library's `Sidecar` is one. */
export interface Described {
  title?: string | undefined
  keywords?: readonly string[] | undefined
  /** The code (1-21) that `category` and `category_name` mean together. */
  category?: number | undefined
  category_name?: string | undefined
  releases?: readonly string[] | undefined
  asset_type?: string | undefined
  prompt?: string | undefined
  is_ai_generated?: boolean | undefined
  is_fictional?: boolean | undefined
  /** The file's object as it is, which alone shows a number of the old numbering. */
  raw?: Readonly<Record<string, unknown>> | undefined
}

/** What is known about the file besides. */
export interface DescribedFile {
  /** The name its maker gave it, from which words are read where the sidecar has none. */
  fileName: string
  /** Why the sidecar cannot be read, when it cannot. */
  problem?: string | null | undefined
}
