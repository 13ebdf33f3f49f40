/** The library's own types promise a default export, but it is a plain CommonJS function. */
declare module 'sharp-phash' {
  /** Resolves to 64 characters, each `0` or `1`. */
  function phash(picture: Buffer): Promise<string>
  export = phash
}
