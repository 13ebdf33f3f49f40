import { createRequire } from 'node:module'

/*
 * What this room takes of drizzle, in its CommonJS form. For each ES module Node parses the package.json
 * next to it, and drizzle's lists 180 kB of exports: the same code took 1.8 s of processor time to load, not
 * 0.25 s, in every program that opens the jobs.
 */
const require = createRequire(import.meta.url)

export const {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  notExists,
  or,
  sql,
} = require('drizzle-orm') as typeof import('drizzle-orm')

export const {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} = require('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core')

export const { readMigrationFiles } = require('drizzle-orm/migrator') as typeof import('drizzle-orm/migrator')

/** Drizzle over PostgreSQL in this process, and what brings its tables up to date. */
export const onPglite = {
  ...(require('drizzle-orm/pglite') as typeof import('drizzle-orm/pglite')),
  ...(require('drizzle-orm/pglite/migrator') as typeof import('drizzle-orm/pglite/migrator')),
}

/** Drizzle over a PostgreSQL server, and what brings its tables up to date. */
export const onPostgres = {
  ...(require('drizzle-orm/node-postgres') as typeof import('drizzle-orm/node-postgres')),
  ...(require('drizzle-orm/node-postgres/migrator') as typeof import('drizzle-orm/node-postgres/migrator')),
}
