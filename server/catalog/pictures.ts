import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Router, type Response } from 'express'
import sharp from 'sharp'
import { z } from 'zod'
import type { Log } from '../platform/log.ts'

/** Widths that pictures come in, in pixels: `srcset` of app/features/catalog/goods-picture.tsx. */
export const PICTURE_WIDTHS = [160, 320, 480, 640, 960, 1280] as const
const TYPES = { avif: 'image/avif', webp: 'image/webp', jpeg: 'image/jpeg' } as const
type Format = keyof typeof TYPES

const pictureRequest = z.object({
  name: z.string().regex(/^[a-z0-9-]{1,60}$/),
  width: z
    .string()
    .regex(/^\d{3,4}$/)
    .transform(Number)
    .refine((width) => PICTURE_WIDTHS.some((known) => known === width)),
  format: z.enum(['avif', 'webp', 'jpeg']),
})
type PictureRequest = z.infer<typeof pictureRequest>

/** Making a picture takes a core for a moment; more than this at once would starve the sockets. */
const MAKING_AT_ONCE = 2
const DAY_SEC = 86_400
const YEAR_SEC = 31_536_000
const PAPER = '#f6f1e4'

/** What a picture is made from. `hash`: of it; known without reading it where its name tells */
type PictureSource = { hash: string; read(): Promise<Uint8Array | null> }
/** `drawings`: folder of the SVG sources; `uploaded`: pictures that people sent, null: the name is none of one */
type PictureOptions = {
  drawings?: string
  uploaded(name: string): Promise<PictureSource | null>
  dataDir: string
  log: Log
}
type Picture = { body: Buffer; hash: string }

/**
 * GET /:name/:width.:format. Made from the drawing, or from what was sent, on first request, kept under dataDir, and coalesced: a hundred
 * askers of a picture that is not there yet cost one making.
 */
export function createPictures({
  drawings = 'public/illustrations',
  uploaded,
  dataDir,
  log,
}: PictureOptions): Router {
  const making = new Map<string, Promise<Buffer | null>>()
  const line = waitingLine(MAKING_AT_ONCE)

  async function drawing(name: string): Promise<PictureSource | null> {
    const source = await readFile(path.join(drawings, `${name}.svg`)).catch(() => null)
    if (!source) return null
    const hash = createHash('sha256').update(source).digest('hex').slice(0, 12)
    return { hash, read: async () => source }
  }
  async function made(source: PictureSource, request: PictureRequest, file: string): Promise<Buffer | null> {
    const body = await source.read()
    return body && makePicture(body, request, file)
  }

  async function picture(request: PictureRequest): Promise<Picture | null> {
    const source = (await uploaded(request.name)) ?? (await drawing(request.name))
    if (!source) return null
    // Named after what it is made from, so that a redrawn picture is a new file.
    const { hash } = source
    const file = path.join(dataDir, 'pictures', `${request.name}-${hash}-${request.width}.${request.format}`)
    const kept = await readFile(file).catch(() => null)
    if (kept) return { body: kept, hash }
    const now = making.get(file) ?? line(() => made(source, request, file)).finally(() => making.delete(file))
    making.set(file, now)
    const body = await now
    return body && { body, hash }
  }

  const router = Router()
  router.get('/:name/:file', async (request, response) => {
    const [width, format] = request.params.file.split('.')
    const asked = pictureRequest.safeParse({ name: request.params.name, width, format })
    if (!asked.success) return void response.status(404).end()
    try {
      const found = await picture(asked.data)
      if (found) answer(response, found, { format: asked.data.format, version: request.query.v })
      else response.status(404).end()
    } catch (error) {
      log.error({ error, ...asked.data }, 'a picture could not be made')
      response.status(503).set('Retry-After', '5').end()
    }
  })
  return router
}

type Asked = { format: Format; version: unknown }

/** Under the hash of its drawing a picture may be kept for ever; without it, a day, and then asked for again. */
function answer(response: Response, { body, hash }: Picture, { format, version }: Asked): void {
  const cache = version === hash ? `max-age=${YEAR_SEC}, immutable` : `max-age=${DAY_SEC}`
  response
    .set({
      'Content-Type': TYPES[format],
      'Cache-Control': `public, ${cache}`,
      ETag: `"${hash}-${body.length}"`,
    })
    .send(body)
}

/** Written beside and renamed, so that nobody reads half a picture. */
async function makePicture(
  source: Uint8Array,
  { width, format }: PictureRequest,
  file: string,
): Promise<Buffer> {
  const image = sharp(source, { density: 144 }).resize({ width, withoutEnlargement: false })
  const made = await {
    avif: () => image.avif({ quality: 55, effort: 3 }),
    webp: () => image.webp({ quality: 78 }),
    jpeg: () => image.flatten({ background: PAPER }).jpeg({ quality: 80, mozjpeg: true }),
  }
    [format]()
    .toBuffer()
  await mkdir(path.dirname(file), { recursive: true })
  const beside = `${file}.${randomUUID()}`
  await writeFile(beside, made)
  await rename(beside, file)
  return made
}

/** Lets `most` run at once; the others wait in the order they came. */
function waitingLine(most: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go))
    running++
    try {
      return await work()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}
