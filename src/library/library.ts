import { join } from 'node:path'
import type { Logger } from 'pino'
import { invalid } from '../core/errors.ts'
import { isPlainName } from '../core/files.ts'
import { GenerationId, ImageId, placeOf, type Stage } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { createChanges } from './changes.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createDerived, type Derivation, type DerivedPicture, type DerivedStage } from './derived.ts'
import { createFolders } from './folders.ts'
import { createGenerations, type Generation } from './generations.ts'
import { createFilters, type ImageFilter, type Standing } from './image-filters.ts'
import { createKeptMemory } from './kept-memory.ts'
import { createLifecycle } from './lifecycle.ts'
import { createListing, type ImagePage, type ImageQuery } from './listing.ts'
import { createFacts, PictureFacts } from './picture-facts.ts'
import { createPictureQueries, type PictureQueries } from './picture-queries.ts'
import { type CountFindings, createDescribe } from './pictures.ts'
import { createPlaces } from './places.ts'
import { createSelection, type Selection } from './selection.ts'
import { createSettling } from './settling.ts'
import { createSharing } from './sharing.ts'
import type { CategoryOf, Sidecar, SidecarChanges } from './sidecar.ts'
import { createEdits, type SidecarEdits } from './sidecar-edits.ts'
import type { SidecarLookup } from './sidecar-lookup.ts'
import { createSaves, type SaveRequest, type SaveResult } from './sidecar-saves.ts'
import { createSidecars, type OpenSidecar } from './sidecars.ts'
import { createSubmitted } from './submitted.ts'
import { sweepWork, workName } from './sweep.ts'
import { createThumbnails, type Thumbnail } from './thumbnails.ts'
import { createTrash, type Trash } from './trash.ts'
import { type AddImage, createUploads } from './uploads.ts'
import { createWatcher } from './watcher.ts'

export { FILTERS, type ImageFilter, type Standing } from './image-filters.ts'
export { ORDERS, SORTS, USUAL_ORDER } from './image-order.ts'
export type { CountFindings, Image } from './pictures.ts'
export type { SelectionChange } from './selection.ts'
export type { Sidecar, SidecarChanges } from './sidecar.ts'
export type { EditReport, UndoReport } from './sidecar-edits.ts'
export type { SaveResult } from './sidecar-saves.ts'
export type { OpenSidecar } from './sidecars.ts'
export type { Thumbnail } from './thumbnails.ts'
export type { TrashEntry } from './trash-entry.ts'

/** What the library is built from; pixels and categories are other rooms' business. */
export interface LibraryDeps {
  /** The folder of the generations. */
  generations: string
  trash: string
  inspect: (path: string) => Promise<PictureFacts>
  /** Makes a WebP preview inside a square of `edge` pixels. */
  thumbnail: (path: string, edge: number) => Promise<Buffer>
  /** Hears that previews are about to be made. */
  foreseeThumbnails?: () => void
  categoryOf: CategoryOf
  /** Names a category; without it a `category_name` that a new category contradicts is taken out. */
  categoryName?: (code: number) => string | undefined
  /** Counts what a picture's file and words break; without it, nothing does. */
  countFindings?: CountFindings
  /** What became of pictures at agencies, by their ids; nothing is known without it. */
  standing?: () => Promise<ReadonlyMap<string, Standing>>
  log: Logger
  now?: () => Date
}

/** The only part of the product that reads, writes, moves or watches image folders. */
export interface Library extends PictureQueries {
  /**
   * Makes the folders, and takes away what a crash left and starts to watch once `calm` resolves. Only the
   * process that serves the library calls it.
   */
  start(calm?: Promise<unknown>): Promise<void>
  stop(): Promise<void>
  /** Takes away the unfinished work of programs of this machine that are gone; `start` does so, too. */
  sweepWork(): Promise<void>
  /** Returns the generations, newest first. */
  generations(): Promise<Generation[]>
  /** Returns one page of pictures; those still being written are left out. */
  images(query: ImageQuery): Promise<ImagePage>
  /** Returns the ids of all pages, in the same order. */
  order(query: Omit<ImageQuery, 'cursor' | 'limit'>): Promise<string[]>
  /** Counts for each filter how many of the pictures it would leave. */
  counts(query: Omit<ImageQuery, 'cursor' | 'limit'>): Promise<Record<ImageFilter, number>>
  /** Returns the path of a picture, which is a plain file inside the library. */
  pathOf(id: string): Promise<string>
  /** Returns the names of all files in a folder, not only the pictures: what a new file may not be called. */
  siblings(generation: string, stage: Stage): Promise<string[]>
  sidecarOf(id: string): Promise<SidecarLookup>
  writeSidecar(id: string, changes: SidecarChanges): Promise<Sidecar>
  /** Returns a picture's sidecar as it is on disk now, with its version. */
  openSidecar(id: string): Promise<OpenSidecar>
  /** Saves changes that were made to some version of a sidecar, unless somebody else changed the same meanwhile. */
  saveSidecar(id: string, request: SaveRequest): Promise<SaveResult>
  /** Changes many sidecars in one step that can be taken back. */
  edits: SidecarEdits
  addGeneration(name: string): Promise<string>
  addImage: AddImage
  /** Writes a document into a folder, whole, and returns its path below the library; an older one that differs is kept. */
  writeDocument(
    generation: string,
    stage: Stage,
    name: string,
    text: string,
    options?: { keepsEarlier?: boolean },
  ): Promise<string>
  /** Gives a document that no longer holds the name of an earlier one. */
  retireDocument(generation: string, stage: Stage, name: string): Promise<void>
  /** Reads a document; null when there is none. */
  readDocument(generation: string, stage: Stage, name: string): Promise<string | null>
  placeDerived(picture: DerivedPicture): Promise<string>
  /** Readies enlarged pictures to leave. */
  deliveries: Deliveries
  derivedOf(source: string, stage: DerivedStage): Promise<Derivation[]>
  /** Returns a job's folder for unfinished files, on the disk of the library; the job makes it, `start` removes those of processes that are gone. */
  workFolder(jobId: string): string
  /** Returns a picture's preview, made when there is none; throws `cancelled` when the signal says that nobody waits for it. */
  thumbnail(id: string, signal?: AbortSignal): Promise<Thumbnail>
  /** Hears which pictures are about to be shown, so that what makes their previews gets ready when some have none. */
  foreseeThumbnails(images: readonly { id: string; version: string }[]): Promise<void>
  trash: Omit<Trash, 'sweep' | 'pathOf'> & {
    thumbnail(entry: string, signal?: AbortSignal): Promise<Thumbnail>
  }
  selection: Selection
  /** Returns a number that grows when something changed or may have. */
  revision(): number
  /** Looks anew at the disk: what other machines write to a shared folder is not always told. */
  refresh(): void
  /** Calls the listener after each burst of changes, until the function returned is called. */
  onChange(listener: () => void): () => void
}

/** Changes when the same file would be described differently. */
const FACTS_FORMAT = 1
const MOST_FACTS = 50_000

/** Builds the library over its two folders. */
export function createLibrary(deps: LibraryDeps): Library {
  const { generations: root, log, now = () => new Date() } = deps
  const own = join(root, '.stockroom')
  const work = join(own, 'work')

  const changes = createChanges(log)
  const folders = createFolders(root)
  const places = createPlaces(root)
  const settling = { pictures: createSettling(touch, now), sidecars: createSettling(touch, now) }
  const sidecars = createSidecars({ ...deps, root, folders, places })
  const facts = createKeptMemory({
    ...{ path: join(own, 'facts.json'), root, log },
    ...{ schema: PictureFacts, format: FACTS_FORMAT, most: MOST_FACTS },
  })
  const describe = createDescribe({
    ...{ root, factsOf: createFacts(deps.inspect, facts), sidecars, settling },
    countFindings: deps.countFindings,
  })
  const queries = createPictureQueries({ folders, places, describe, sidecars })
  const generations = createGenerations({ root, folders, places, settling: settling.pictures })
  const addImage = createUploads({ folders, places })
  const derived = createDerived({ root, folders, places, sidecars, log, discard: (id) => trash.add([id]) })
  const filters = createFilters({
    ...{ describe, sidecars, derived, submitted: createSubmitted(root) },
    standing: deps.standing ?? (async () => new Map()),
  })
  const listing = createListing({ root, folders, describe, sidecars, settling: settling.pictures, filters })
  const isShared = createSharing({ sidecars, derived })
  const trash = createTrash({ folder: deps.trash, folders, places, isShared, now })
  const selection = createSelection({ path: join(own, 'selection.json'), folders, log })
  const deliveries = createDeliveries({
    ...{ root, folders, places, sidecars, selection },
    workFolder: () => join(work, workName('delivery')),
  })
  const thumbnails = createThumbnails({ ...deps, folder: join(own, 'thumbnails') })
  const edits = createEdits({ folder: join(own, 'edits'), sidecars })
  const watcher = createWatcher({ root, notice: touch, log })
  const lifecycle = createLifecycle({
    ...{ root, trash: deps.trash, work, folders, watcher, log },
    sweeps: [trash.sweep, thumbnails.sweep],
  })

  function touch(): void {
    derived.forget()
    changes.notice()
  }

  /** Makes a function that changes the library tell so, also when it fails half-way. */
  function telling<Args extends unknown[], Result>(change: (...args: Args) => Promise<Result>) {
    return async (...args: Args): Promise<Result> => {
      try {
        return await change(...args)
      } finally {
        touch()
      }
    }
  }

  return {
    sweepWork: () => sweepWork(work),
    start: lifecycle.start,
    async stop() {
      await lifecycle.stop()
      settling.pictures.stop()
      settling.sidecars.stop()
      changes.stop()
      await Promise.all([facts.flush(), thumbnails.flush()])
    },

    generations: generations.list,
    images: listing.page,
    order: listing.order,
    counts: listing.counts,
    ...queries,
    pathOf: places.locate,
    async siblings(generation, stage) {
      parse(GenerationId, generation, 'Generation')
      return [...(await folders.views()(generation, stage)).files]
    },

    async sidecarOf(id) {
      await places.locate(id)
      return sidecars.lookup(placeOf(id))
    },
    writeSidecar: telling(async (id: string, changes: SidecarChanges) => {
      const { sidecar } = await sidecars.change(id, () => changes)
      return sidecar ?? { raw: {} }
    }),
    openSidecar: sidecars.open,
    saveSidecar: telling(createSaves(sidecars)),
    edits: { preview: edits.preview, apply: telling(edits.apply), undo: telling(edits.undo) },
    addGeneration: telling(generations.add),
    addImage: telling(addImage),
    writeDocument: telling(generations.writeDocument),
    retireDocument: telling(generations.retireDocument),
    readDocument: generations.readDocument,
    placeDerived: telling(derived.place),
    deliveries: {
      rename: telling(deliveries.rename),
      note: telling(deliveries.note),
      noted: deliveries.noted,
      rewrite: async (id, change) => {
        try {
          return await deliveries.rewrite(id, change)
        } finally {
          touch()
        }
      },
    },
    async derivedOf(source, stage) {
      return derived.of(parse(ImageId, source, 'Image'), stage)
    },
    workFolder(jobId) {
      if (!isPlainName(jobId)) throw invalid('job', 'the id of a job', jobId)
      return join(work, workName(jobId))
    },

    thumbnail: async (id, signal) => thumbnails.of(id, await places.locate(id), signal),
    foreseeThumbnails: (images) =>
      thumbnails.foresee(images.map(({ id, version }) => [join(root, id), version])),
    trash: {
      add: telling(trash.add),
      list: trash.list,
      restore: telling(trash.restore),
      empty: telling(trash.empty),
      thumbnail: async (entry, signal) => thumbnails.of(`trash/${entry}`, await trash.pathOf(entry), signal),
    },
    selection: {
      get: selection.get,
      set: telling(selection.set),
      add: telling(selection.add),
      remove: telling(selection.remove),
      clear: telling(selection.clear),
      revert: telling(selection.revert),
      rename: telling(selection.rename),
    },
    revision: changes.revision,
    refresh: touch,
    onChange: changes.onChange,
  }
}
