// Films a minute of each village that the demo's programmes are about, into public/films: the drawing of its banner, with
// clouds, something that flies, a sun whose hand goes round once, and a plucked tune. Run after changing a part, with
// ffmpeg on the PATH: npx tsx prisma/seed/films/draw.ts
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { bambooLeaves, bee, sprig } from '../illustrations/goods.ts'
import { place } from '../illustrations/canvas.ts'
import { villageIllustrations } from '../illustrations/places.ts'
import { FILM_SECONDS, films } from '#shared/films.ts'
import { tune } from './tune.ts'

const [WIDTH, HEIGHT] = [640, 360]
const FRAMES_PER_SECOND = 10
/** Where the banners have their sun. */
const SUN = { x: 1280, y: 180, radius: 76 }
const turn = 2 * Math.PI

/** Each path closes after a minute, so that the end goes on with the beginning. `t` is 0 to 1. */
const flying: Record<(typeof films)[number], (t: number, n: number) => string> = {
  yiyou: (t, n) =>
    place(
      bee(),
      300 + n * 220 + 130 * Math.sin(turn * (t * (5 + n) + n / 3)),
      420 + 110 * Math.sin(turn * (t * (7 + 2 * n) + n / 5)),
      0.9,
    ),
  longdi: (t, n) => falling(place(sprig(), 0, 0, 0.28), t, n),
  kuzhuping: (t, n) => falling(place(bambooLeaves(), 0, 0, 0.45), t, n),
}

function falling(leaf: string, t: number, n: number): string {
  const way = (t * 4 + n / 5) % 1
  const x = 160 + n * 310 + 90 * Math.sin(turn * (2 * way + n / 4))
  return `<g transform="translate(${x} ${-80 + way * 1_060}) rotate(${60 * Math.sin(turn * 3 * way)})">${leaf}</g>`
}

function cloud(t: number, n: number): string {
  const x = ((t * 2_000 + n * 640) % 2_000) - 200
  const puff = (dx: number, dy: number, r: number) => `<circle cx="${x + dx}" cy="${y + dy}" r="${r}"/>`
  const y = 90 + n * 62
  return `<g fill="#fffdf6" opacity=".62">${puff(0, 0, 44)}${puff(52, -22, 56)}${puff(112, -2, 46)}${puff(56, 16, 52)}</g>`
}

function sunClock(t: number): string {
  const { x, y, radius } = SUN
  const ray = (n: number) =>
    `<path d="M 0 ${-radius - 14} v ${n % 5 === 0 ? -26 : -11}" transform="rotate(${n * 6})"/>`
  const rays = Array.from({ length: 60 }, (_, n) => ray(n)).join('')
  return `<g transform="translate(${x} ${y})" stroke="#b8402c" stroke-width="7" stroke-linecap="round" fill="none">
<g opacity=".55">${rays}</g><path d="M 0 14 V ${-radius - 30}" transform="rotate(${t * 360})"/><circle r="9" fill="#b8402c"/></g>`
}

const moving = (village: (typeof films)[number], t: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900" width="${WIDTH}" height="${HEIGHT}">
${[0, 1, 2].map((n) => cloud(t, n)).join('')}${sunClock(t)}${[0, 1, 2, 3, 4].map((n) => flying[village](t, n)).join('')}</svg>`,
  )

async function draw(village: (typeof films)[number], folder: string, sound: string): Promise<void> {
  const ground = await sharp(Buffer.from(villageIllustrations[`village-${village}`]!))
    .resize(WIDTH, HEIGHT)
    .toBuffer()
  const encoder = spawn(
    'ffmpeg',
    [
      ...['-y', '-hide_banner', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
      ...['-s', `${WIDTH}x${HEIGHT}`, '-r', String(FRAMES_PER_SECOND), '-i', 'pipe:0', '-i', sound],
      ...[
        '-c:v',
        'libx264',
        '-profile:v',
        'main',
        '-pix_fmt',
        'yuv420p',
        '-preset',
        'veryslow',
        '-crf',
        '30',
      ],
      ...['-g', String(FRAMES_PER_SECOND), '-sc_threshold', '0', '-bf', '0', '-c:a', 'aac', '-b:a', '40k'],
      ...['-t', String(FILM_SECONDS), '-map_metadata', '-1', '-fflags', '+bitexact'],
      ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-frag_duration', '250000'],
      path.join(folder, `${village}.mp4`),
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  )
  const frames = FILM_SECONDS * FRAMES_PER_SECOND
  for (let frame = 0; frame < frames; frame++) {
    const picture = await sharp(ground)
      .composite([{ input: moving(village, frame / frames) }])
      .removeAlpha()
      .raw()
      .toBuffer()
    if (!encoder.stdin.write(picture)) await once(encoder.stdin, 'drain')
  }
  encoder.stdin.end()
  const [code] = await once(encoder, 'close')
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}`)
}

const folder = fileURLToPath(new URL('../../../public/films', import.meta.url))
const temporary = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-film-'))
mkdirSync(folder, { recursive: true })
const sound = path.join(temporary, 'tune.wav')
writeFileSync(sound, tune(FILM_SECONDS))
for (const village of films) await draw(village, folder, sound)
rmSync(temporary, { recursive: true })
