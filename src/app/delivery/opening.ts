import type { Settings } from '../../config/settings.ts'
import { createEmbedder } from '../../delivery/embedding.ts'
import { createExiftool } from '../../delivery/exiftool.ts'
import type { Ledger } from '../../delivery/ledger.ts'
import { fingerprintOf } from '../../imaging/fingerprint.ts'
import type { Library } from '../../library/library.ts'
import type { Preflight } from '../preflight/preflight.ts'
import { createDelivery, type Delivery } from './delivery.ts'

/** Builds what hands pictures over, as the settings say; no process is started before it is needed. */
export function openDelivery({
  library,
  ledger,
  settings,
  preflight,
}: {
  library: Library
  ledger: Ledger
  settings: Settings
  preflight: Pick<Preflight, 'blocked' | 'fingerprint' | 'carry'>
}): Delivery {
  const { embed, embed_prompt, csv_bom, creator, copyright, csv_name, weekly_uploads } = settings
  return createDelivery({
    ...{ library, ledger, embedder: createEmbedder(createExiftool()), blocked: preflight.blocked },
    carry: preflight.carry,
    fingerprint: async (image) =>
      (await preflight.fingerprint(image)) ?? fingerprintOf(await library.pathOf(image.id)),
    usual: { embed, prompt: embed_prompt, bom: csv_bom, creator, rights: copyright, csvName: csv_name },
    weeklyUploads: weekly_uploads,
  })
}
