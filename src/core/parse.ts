import type { z } from 'zod'
import { AppError } from './errors.ts'

/**
 * Turns a value from outside into a trusted one, or throws an `invalid` error that names the field.
 *
 * `what` names the thing for the reader ("Upscale", "config/settings.json").
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data

  const issue = result.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  const where = field ? `${what}, field ${field}` : what
  throw new AppError('invalid', `${where}: ${issue?.message ?? 'not valid'}.`, {
    cause: result.error,
    ...(field && { field }),
  })
}
