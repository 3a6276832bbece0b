const LONG_SIDE = 320
/** A recorder is given the same picture as often as the shop cuts parts, so that nobody waits longer for the sound. */
const AGAIN_MS = 250

/** Of a card that is drawn: nothing moves, so it takes no more than a small picture does, and its words can be read. */
const CARD = { width: 480, height: 270 }
const TEA = '#12301f'
const HONEY = '#f3dfae'

/**
 * A stream's sound with the picture that its camera sees now, or a card where it has none. To encoders and players it
 * is a broadcast like any other: one without pictures would be another kind of recording, which players can't go over to
 * (docs/decisions/057-who-sends-sound-alone-shows-a-card.md).
 * @param words what the card says
 */
export function standStill(stream: MediaStream, words: string): { stream: MediaStream; stop(): void } {
  const [camera] = stream.getVideoTracks()
  const canvas = document.createElement('canvas')
  Object.assign(canvas, camera ? sizeOf(camera) : CARD)
  const context = canvas.getContext('2d')!
  const stopLooking = camera ? drawOnce(camera, context) : drawCard(context, words)

  const drawn = canvas.captureStream()
  const again = setInterval(() => context.drawImage(canvas, 0, 0), AGAIN_MS)
  return {
    stream: new MediaStream([...drawn.getVideoTracks(), ...stream.getAudioTracks()]),
    stop() {
      clearInterval(again)
      stopLooking()
      for (const track of drawn.getTracks()) track.stop()
    },
  }
}

function sizeOf(camera: MediaStreamTrack) {
  const { width = 16, height = 9 } = camera.getSettings()
  const scale = LONG_SIDE / Math.max(width, height)
  return { width: even(width * scale), height: even(height * scale) }
}

/** Black until the camera has something to show. @returns how to stop waiting for it */
function drawOnce(camera: MediaStreamTrack, context: CanvasRenderingContext2D) {
  const { width, height } = context.canvas
  context.fillRect(0, 0, width, height)
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = new MediaStream([camera])
  video.onloadeddata = () => {
    context.drawImage(video, 0, 0, width, height)
    video.srcObject = null
  }
  void video.play().catch(() => {}) // refused: the picture stays black
  return () => (video.srcObject = null)
}

/** Sound, as bars, and what it is called. */
function drawCard(context: CanvasRenderingContext2D, words: string) {
  const { width, height } = context.canvas
  context.fillStyle = TEA
  context.fillRect(0, 0, width, height)
  context.fillStyle = HONEY
  for (const [at, length] of [24, 52, 80, 44, 64, 32, 16].entries())
    context.fillRect(width / 2 + 18 * (at - 3) - 4, height * 0.4 - length / 2, 8, length)
  context.textAlign = 'center'
  context.font = '28px sans-serif'
  context.fillText(words, width / 2, height * 0.78, width * 0.9)
  return () => {}
}

/** Encoders of H.264 take no odd sizes. */
const even = (length: number) => 2 * Math.round(length / 2)
