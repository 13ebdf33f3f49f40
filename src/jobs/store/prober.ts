import { parentPort, workerData } from 'node:worker_threads'
import { AppError, messageOf } from '../../core/errors.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

const READ_ALL = `
  do $$ declare name text; begin
    for name in select format('%I.%I', schemaname, tablename) from pg_tables where schemaname like 'stockroom%' loop
      execute 'select count(one) from ' || name || ' one';
    end loop;
  end $$`

parentPort?.postMessage(await fault())

/** What is wrong with the folder; want of memory is no fault of its. */
async function fault(): Promise<string | null> {
  let client: Embedded | undefined
  try {
    client = await startEmbedded(workerData)
    await client.exec(READ_ALL)
    return null
  } catch (error) {
    return error instanceof AppError ? null : messageOf(error)
  } finally {
    await client?.close()
  }
}
