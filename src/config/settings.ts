import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { AppError, messageOf } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'
import { settingsPath } from './settings-file.ts'

const flag = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['1', 'true', 'yes', 'on'], falsy: ['0', 'false', 'no', 'off'] }),
])

/** Every setting with its default and a sentence; the environment name is `STOCKROOM_` and the field. */
const Schema = z.strictObject({
  home: z.string().min(1).describe('folder that holds generations, trash, weights, logs and config'),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('address to listen on; wider than this machine needs an access code'),
  port: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(5001)
    .describe('port to listen on; 0 takes a free one'),
  open: flag.default(true).describe('open the browser at the start and the folder when a job ends'),
  access_code: z
    .string()
    .min(8)
    .optional()
    .describe('code that other machines must give, at least 8 characters'),
  model: z
    .string()
    .min(1)
    .default('auto')
    .describe('model to enlarge with, by the name of its file in weights/'),
  device: z
    .enum(['auto', 'cuda', 'dml', 'webgpu', 'coreml', 'cpu'])
    .default('auto')
    .describe('execution provider'),
  tile: z.coerce
    .number()
    .pipe(z.union([z.literal(128), z.literal(256), z.literal(384), z.literal(512)]))
    .default(384)
    .describe('edge of a tile in pixels: 512 (8 GB and more), 384 (6 GB), 256 (4 GB), 128'),
  database_url: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host/database')
    .optional()
    .describe(
      'PostgreSQL server that keeps the jobs, for several machines; without it they are kept in a folder',
    ),
  machine_name: z
    .string()
    .min(1)
    .max(60)
    .default(hostname())
    .describe('name of this machine among others that share the jobs'),
  run_jobs: flag
    .default(true)
    .describe('whether this dashboard works on jobs itself, or leaves them to workers'),
  api_token: z
    .string()
    .min(16)
    .optional()
    .describe('token that lets programs on other machines start jobs, at least 16 characters'),
  history_days: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('how many days ended jobs are remembered'),
  weights_mirror: z.string().min(1).optional().describe('URL or folder to take weights from'),
  embed: flag
    .default(true)
    .describe('whether title, keywords and origin are written into the pictures that are delivered'),
  embed_prompt: flag.default(false).describe('whether the prompt is written into the pictures as well'),
  creator: z
    .string()
    .max(200)
    .default('')
    .describe('name that is written into the pictures as their creator'),
  copyright: z.string().max(300).default('').describe('copyright notice that is written into the pictures'),
  csv_bom: flag.default(false).describe('whether CSV files begin with a byte order mark, for Excel'),
  csv_name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,40}$/, 'expected letters and digits without spaces')
    .default('')
    .describe('your name, for a copy of the CSV called Name_20261125.csv beside submission.csv'),
  weekly_uploads: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe('how many pictures Adobe Stock takes from you in a week; 0 when you do not know'),
  language: z
    .enum(['auto', 'en', 'ko'])
    .default('auto')
    .describe('language of the pages; auto follows the browser'),
})

/** What is never shown, not even when it is wrong. */
const SECRET = ['access_code', 'api_token', 'database_url']

/** The settings, checked; nothing else in the program reads the environment. */
export type Settings = z.output<typeof Schema>

/** A sentence for every setting, for `--help` and the README. */
export const SETTINGS: Record<string, string> = Object.fromEntries(
  Object.entries(Schema.shape).map(([name, field]) => [name, field.description ?? '']),
)

/** Where values come from: the project's folder, the process's environment (or another), and the command line (by field name). */
export interface SettingsSources {
  project: string
  env?: Record<string, string | undefined>
  flags?: Record<string, unknown>
}

/**
 * Reads the settings: `config/settings.json` of the home folder, then `.env` and the environment, then
 * the command line, each over the one before.
 *
 * Throws `invalid` with the field, what was expected, and where the bad value came from.
 */
export function loadSettings({ project, env = process.env, flags = {} }: SettingsSources): Settings {
  const fromDotEnv = readDotEnv(join(project, '.env'))
  const fromEnv = pick({ ...fromDotEnv, ...env })
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
  const home = resolve(project, String(given.home ?? fromEnv.home ?? '.'))
  const file = settingsPath(home)
  const fromFile = readJson(file)

  const result = Schema.safeParse({ open: hasDesktop(env), ...fromFile, ...fromEnv, ...given, home })
  if (result.success) return checkAccess(result.data)

  const issue = result.error.issues[0]
  const field = String(issue?.path[0] ?? (issue?.code === 'unrecognized_keys' ? issue.keys[0] : 'settings'))
  const from =
    field in given ? `the command line (--${field})` : field in fromEnv ? environmentName(field) : file
  const value = { ...fromFile, ...fromEnv, ...given }[field]
  throw new AppError(
    'invalid',
    `Expected ${SETTINGS[field] ? `a valid value for the setting "${field}" (${SETTINGS[field]})` : 'only known settings'} but received ${SECRET.includes(field) ? 'something else' : (JSON.stringify(value) ?? field)} from ${from}: ${issue?.message ?? 'not valid'}.`,
    { field },
  )
}

/** A Linux server has nothing to open a window on; these are the desktop's own names for "there is one". */
function hasDesktop(env: Record<string, string | undefined>): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME)
}

function checkAccess(settings: Settings): Settings {
  if (isLoopback(settings.host) || settings.access_code) return settings
  throw new AppError(
    'invalid',
    `Expected an access code (STOCKROOM_ACCESS_CODE, at least 8 characters) because STOCKROOM_HOST is ${settings.host}, which other machines can reach.`,
    { field: 'access_code' },
  )
}

function pick(env: Record<string, string | undefined>): Record<string, string> {
  const values: Record<string, string> = {}
  for (const field of Object.keys(Schema.shape)) {
    const value = env[environmentName(field)]
    if (value !== undefined && value !== '') values[field] = value
  }
  return values
}

/** One name has an owner who gave it. */
function environmentName(field: string): string {
  return field === 'database_url' ? 'DATABASE_URL' : `STOCKROOM_${field.toUpperCase()}`
}

function readDotEnv(path: string): Record<string, string | undefined> {
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}
}

function readJson(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {}
  try {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch (error) {
    throw new AppError('invalid', `${path} is not a JSON object: ${messageOf(error)}`, { cause: error })
  }
}
