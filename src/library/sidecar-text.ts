import { messageOf } from '../core/errors.ts'

/** A JSON object as it stands in a file. */
export type JsonObject = Record<string, unknown>

declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown
    rawJSON(text: string): unknown
  }
}

/** Sidecars are a few kilobytes; what is larger than this is none. */
export const LARGEST_SIDECAR = 1_000_000

/**
 * Reads the bytes of a sidecar as a JSON object, or says in a few words why they are none.
 *
 * Takes UTF-8 with or without BOM, and UTF-16 in both byte orders, which Windows PowerShell writes
 * by default. Without a BOM a zero byte beside the first character gives UTF-16 away: JSON begins in ASCII.
 */
export function readSidecarText(bytes: Uint8Array): { object: JsonObject } | { problem: string } {
  return read(bytes, (text) => JSON.parse(text))
}

/**
 * Like {@link readSidecarText}, for an object that will be written again: a number that JavaScript would
 * change (a 64-bit seed, `1.0`) keeps the digits it has in the file.
 */
export function readExactly(bytes: Uint8Array): { object: JsonObject } | { problem: string } {
  return read(bytes, (text) =>
    JSON.parse(text, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined && String(value) !== source
        ? JSON.rawJSON(source)
        : value,
    ),
  )
}

/** Writes a sidecar: UTF-8 without BOM, indented by two, a newline at the end. */
export function sidecarText(object: object): string {
  return `${JSON.stringify(object, null, 2)}\n`
}

/** Tells whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function read(
  bytes: Uint8Array,
  parse: (text: string) => unknown,
): { object: JsonObject } | { problem: string } {
  if (bytes.length > LARGEST_SIDECAR) return { problem: 'it is larger than 1 MB' }
  const text = decode(bytes)
  if (text === undefined) return { problem: 'it is not UTF-8 text; save it as UTF-8' }
  if (text.trim() === '') return { problem: 'it is empty' }
  try {
    const value = parse(text)
    return isObject(value) ? { object: value } : { problem: 'it holds JSON, but not one object in { }' }
  } catch (error) {
    return { problem: `it is not valid JSON: ${messageOf(error)}` }
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0 && second) return 'utf-16be'
  if (first && second === 0) return 'utf-16le'
  return 'utf-8'
}
