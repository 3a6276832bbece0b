import { INGEST_PATH } from '#shared/ingest.ts'
import { UPLINK_SAMPLE_BYTES } from '#shared/preflight.ts'

const COLUMNS = 32
const ROWS = 18
const UPLINK_MS = 3_000
const MOST_SAMPLES = 12
const ANSWER_MS = 5_000

/** @returns the mean luma (BT.601) of what a video shows now, 0 to 255; null: nothing yet */
export function lumaOf(video: HTMLVideoElement): number | null {
  const canvas = document.createElement('canvas')
  canvas.width = COLUMNS
  canvas.height = ROWS
  const paper = canvas.getContext('2d', { willReadFrequently: true })
  if (!paper || video.videoWidth === 0) return null
  paper.drawImage(video, 0, 0, COLUMNS, ROWS)
  const { data } = paper.getImageData(0, 0, COLUMNS, ROWS)
  let sum = 0
  for (let at = 0; at < data.length; at += 4)
    sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!
  return sum / (COLUMNS * ROWS)
}

/** @param onLevel told some times a second: root mean square of the sound, 0 to 1. @returns how to stop */
export function listenTo(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    onLevel(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length))
  }, 100)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}

/**
 * How much gets through to the shop, by posting for three seconds. Each post waits for the answer to the one before, so
 * that what has only reached a buffer of this device does not count.
 * @throws when the shop is not reached
 */
export async function uplinkBitsPerSecond(address: string, signal: AbortSignal): Promise<number> {
  const sample = crypto.getRandomValues(new Uint8Array(65_536))
  const body = new Blob(Array.from({ length: UPLINK_SAMPLE_BYTES / sample.length }, () => sample))
  const began = performance.now()
  let sent = 0
  for (let n = 0; n < MOST_SAMPLES && performance.now() - began < UPLINK_MS; n++) {
    const { ok } = await fetch(address, { method: 'POST', body, signal })
    if (!ok) throw new Error('The shop did not take the sample')
    sent += body.size
  }
  return (sent * 8_000) / (performance.now() - began)
}

/** Knocks at the door for pictures. @returns the code it hung up with, `ready`, or null: no answer */
export function knock(liveSessionId: string): Promise<number | 'ready' | null> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const query = new URLSearchParams({ liveSessionId })
  const line = new WebSocket(`${scheme}://${location.host}${INGEST_PATH}?${query}`)
  return new Promise((resolve) => {
    const late = setTimeout(() => answer(null), ANSWER_MS)
    function answer(answered: number | 'ready' | null) {
      clearTimeout(late)
      resolve(answered)
      line.close()
    }
    line.onmessage = () => answer('ready')
    line.onclose = ({ code }) => answer(code)
  })
}
