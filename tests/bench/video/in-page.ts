// What runs inside the pages of the bench, before their own scripts.
import Hls from 'hls.js'
import { ageOf, COLUMNS, FIELDS, fieldsOf, ROW_HEIGHT } from './barcode.ts'

const WIDTH = 640
const HEIGHT = 360
const RATE = 30

/** `shownAtMs`: when the picture of each age was shown. `unread`: pictures whose clock could not be read */
export type Watched = {
  agesSec: number[]
  shownAtMs: number[]
  unread: number
  playedSec: number
  elapsedSec: number
}

/** From now on the camera films the clock, with something that moves and a tone. */
function filmClock(): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT })
    const paint = canvas.getContext('2d')!
    let frame = 0
    setInterval(() => draw(paint, frame++), 1_000 / RATE)
    const sound = new AudioContext()
    const ear = sound.createMediaStreamDestination()
    const tone = sound.createOscillator()
    tone.connect(ear)
    tone.start()
    return new MediaStream([...canvas.captureStream(RATE).getTracks(), ...ear.stream.getTracks()])
  }
}

function draw(paint: CanvasRenderingContext2D, frame: number) {
  paint.fillStyle = `hsl(${frame % 360} 60% 50%)`
  paint.fillRect(0, 0, WIDTH, HEIGHT)
  paint.fillStyle = '#fff'
  paint.fillRect((frame * 7) % WIDTH, 160, 80, 120)
  for (const [field, isWhite] of fieldsOf(Date.now()).entries()) {
    const width = WIDTH / COLUMNS
    const height = HEIGHT * ROW_HEIGHT
    paint.fillStyle = isWhite ? '#fff' : '#000'
    paint.fillRect((field % COLUMNS) * width, Math.floor(field / COLUMNS) * height, width, height)
  }
}

/** A player of the plain list, set as one that is to be near live. Ours is given the other one. */
function playPlain(list: string): void {
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true })
  document.body.append(video)
  const hls = new Hls({
    liveSyncDurationCount: 2,
    liveMaxLatencyDurationCount: 5,
    maxLiveSyncPlaybackRate: 1.5,
  })
  hls.attachMedia(video)
  hls.loadSource(list)
}

/** Reads the clock of each picture that is shown for `sec` seconds. */
async function watch(sec: number): Promise<Watched> {
  const video = document.querySelector('video')!
  const strip = Object.assign(document.createElement('canvas'), { width: COLUMNS * 8, height: 16 })
  const paint = strip.getContext('2d', { willReadFrequently: true })!
  const agesSec: number[] = []
  const shownAtMs: number[] = []
  let unread = 0
  let isOver = false
  const read = () => {
    if (isOver) return
    paint.drawImage(
      video,
      ...([0, 0, video.videoWidth, video.videoHeight * 2 * ROW_HEIGHT] as const),
      ...([0, 0, strip.width, strip.height] as const),
    )
    const { data } = paint.getImageData(0, 0, strip.width, strip.height)
    const isWhite = (field: number) => {
      const x = (field % COLUMNS) * 8 + 4
      const y = Math.floor(field / COLUMNS) * 8 + 4
      return data[(y * strip.width + x) * 4]! > 127
    }
    const now = Date.now()
    const age = ageOf(
      Array.from({ length: FIELDS }, (_, field) => isWhite(field)),
      now,
    )
    if (age === null) unread++
    else {
      agesSec.push(age / 1_000)
      shownAtMs.push(now)
    }
    video.requestVideoFrameCallback(read)
  }
  const began = performance.now()
  const from = video.currentTime
  video.requestVideoFrameCallback(read)
  await new Promise((resolve) => setTimeout(resolve, sec * 1_000))
  isOver = true
  return {
    ...{ agesSec, shownAtMs, unread },
    playedSec: video.currentTime - from,
    elapsedSec: (performance.now() - began) / 1_000,
  }
}

const bench = { filmClock, playPlain, watch }
declare global {
  interface Window {
    bench: typeof bench
  }
}
window.bench = bench
