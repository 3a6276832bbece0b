import { spawn } from 'node:child_process'
import { ffmpegHere } from '#tests/make/obs.ts'
import { COLUMNS, fieldsOf, ROW_HEIGHT } from './barcode.ts'

const WIDTH = 640
const HEIGHT = 360
const RATE = 30

/** As OBS sends: two B-frames, a key picture every two seconds, AAC. */
const AS_OBS =
  '-c:v libx264 -preset veryfast -pix_fmt yuv420p -bf 2 -g 60 -b:v 1500k -c:a aac -b:a 128k -f flv'

/** OBS, played by ffmpeg, that films the clock until it is stopped. */
export function clockObs(address: string) {
  const child = spawn(
    ffmpegHere!,
    [
      ...`-loglevel error -f rawvideo -pix_fmt gray -s ${WIDTH}x${HEIGHT} -r ${RATE} -i pipe:0`.split(' '),
      ...'-re -f lavfi -i sine=frequency=440:sample_rate=48000 -map 0:v -map 1:a'.split(' '),
      ...[...AS_OBS.split(' '), address],
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  )
  child.stdin.on('error', () => {})
  const began = performance.now()
  let filmed = 0
  const filming = setInterval(() => {
    for (; ((performance.now() - began) / 1_000) * RATE > filmed; filmed++) child.stdin.write(picture(filmed))
  }, 10)
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return async function stop() {
    clearInterval(filming)
    child.kill('SIGKILL')
    await ended
  }
}

function picture(frame: number): Buffer {
  const grey = Buffer.alloc(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) grey[y * WIDTH + x] = (x + y + frame * 3) & 0xff
  const width = WIDTH / COLUMNS
  const height = HEIGHT * ROW_HEIGHT
  for (const [field, isWhite] of fieldsOf(Date.now()).entries()) {
    const left = Math.round((field % COLUMNS) * width)
    const right = Math.round(((field % COLUMNS) + 1) * width)
    const top = Math.floor(Math.floor(field / COLUMNS) * height)
    for (let y = top; y < top + height; y++) grey.fill(isWhite ? 255 : 0, y * WIDTH + left, y * WIDTH + right)
  }
  return grey
}
