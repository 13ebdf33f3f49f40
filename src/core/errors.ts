/** Every failure the product expects; `web/` holds the one table from these to HTTP statuses. */
export type ErrorCode =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'forbidden'
  | 'too_large'
  | 'unsupported'
  | 'unavailable'
  | 'cancelled'
  | 'worker_died'

/** A failure we expect, with a sentence for the person who meets it. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; field?: string } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'AppError'
    this.code = code
    this.field = options.field
  }
}

/** Builds the error for a bad argument, in the one wording used everywhere. */
export function invalid(field: string, expected: string, received: unknown): AppError {
  return new AppError('invalid', `Expected ${expected} for ${field} but received ${show(received)}.`, {
    field,
  })
}

/** What the system refuses for want of room or rights, as a person can use it. */
const REFUSALS: Record<string, string> = {
  ENOSPC: 'The disk is full. Free some space and try again.',
  EDQUOT: 'Your share of the disk is used up. Free some space and try again.',
  EROFS: 'The disk can only be read. Choose another folder with STOCKROOM_HOME.',
  EACCES: 'Stockroom has no right to write there. Change the rights of the folder and try again.',
  EPERM: 'The system does not allow it. Another program may have the file open.',
}

/** Tells whether the system refused something for want of room or rights: nobody's bug. */
export function isRefusal(error: unknown): boolean {
  return hasCode(error, ...Object.keys(REFUSALS))
}

/** Returns the sentence of anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) {
    const refusal = REFUSALS[String(error.code)]
    if (refusal) return `${refusal} (${error.message})`
  }
  return error instanceof Error ? error.message : String(error)
}

/** Returns the stack of anything that was thrown, or its sentence when it has none. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Tells whether `error` is a file system error with one of these codes (`ENOENT`, `EXDEV`, ...). */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value))
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
