import { Router } from 'express'
import { z } from 'zod'
import type { App, SelectionChange } from '../../app.ts'
import { ImageId } from '../../core/ids.ts'
import { parse } from '../../core/parse.ts'
import { type Done, done } from '../answer.ts'
import { list, listOrNone } from '../form.ts'
import type { Translate } from '../i18n.ts'

const Whole = z.object({ images: z.array(ImageId).max(5000) })
const Position = z.coerce.number().int().min(0)

const Change = z.discriminatedUnion('action', [
  z.object({ action: z.literal('add'), images: list(ImageId), at: Position.optional() }),
  z.object({ action: z.literal('remove'), images: list(ImageId) }),
  z.object({ action: z.literal('clear') }),
  /** The way back from one of the others; `images` and `at` belong together. */
  z
    .object({
      action: z.literal('revert'),
      out: listOrNone(ImageId),
      images: listOrNone(ImageId),
      at: listOrNone(Position),
      order: z.string().max(64).default(''),
    })
    .refine(({ images, at }) => images.length === at.length, 'expected a position for every picture'),
])

type Change = z.output<typeof Change>

/** The ordered selection: whole for programs, change by change for pages, so that two tabs do not undo each other. */
export function selectionRoutes({ library }: Pick<App, 'library'>): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    res.json({ images: await library.selection.get() })
  })

  router.put('/', async (req, res) => {
    const { images } = parse(Whole, req.body, 'Selection')
    res.json({ images: await library.selection.set(images) })
  })

  router.post('/', async (req, res) => {
    const wanted = parse(Change, req.body, 'Selection')
    const change = await apply(library, wanted)
    done(req, res, {
      json: { images: change.after },
      ...(change.back && { notice: (t) => tell(t, wanted, change), undo: wayBack(change.back) }),
    })
  })

  return router
}

function apply({ selection }: App['library'], change: Change): Promise<SelectionChange> {
  switch (change.action) {
    case 'clear':
      return selection.clear()
    case 'remove':
      return selection.remove(change.images)
    case 'add':
      return selection.add(change.images, change.at)
    case 'revert': {
      const { out, images, at, order } = change
      const put = images.map((id, index) => ({ id, at: at[index] ?? 0 }))
      return selection.revert({ out, put, order: order || null })
    }
  }
}

/** The form that takes a change back. */
function wayBack({ out, put, order }: NonNullable<SelectionChange['back']>): NonNullable<Done['undo']> {
  return {
    action: '/api/selection',
    fields: [
      ['action', 'revert'],
      ...out.map((id): [string, string] => ['out', id]),
      ...put.flatMap(({ id, at }): [string, string][] => [
        ['images', id],
        ['at', String(at)],
      ]),
      ['order', order ?? ''],
    ],
  }
}

/** Says what a change did, and how many pictures the selection holds now. */
function tell(t: Translate, change: Change, { before, after }: SelectionChange): string {
  if (change.action === 'clear') return t('notice.cleared', { count: before.length })
  if (change.action === 'revert') return t('cull.reverted', { total: after.length })
  const [first = '', second] = change.images
  const values = { count: change.images.length, name: first.split('/').at(-1), total: after.length }
  const number = second === undefined ? 'one' : 'many'
  if (change.action === 'remove') return t(`cull.unselected.${number}`, values)
  if (!change.images.some((id) => before.includes(id))) return t(`cull.selected.${number}`, values)
  return t(`cull.moved.${number}`, { ...values, place: after.indexOf(first) + 1 })
}
