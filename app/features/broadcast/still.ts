const LONG_SIDE = 320
/** A recorder is given the same picture as often as the shop cuts parts, so that nobody waits longer for the sound. */
const AGAIN_MS = 250

/**
 * A stream's sound with the picture that its camera sees now. To encoders and players it is a broadcast like any other:
 * one without pictures would be another kind of recording, which players can't go over to.
 */
export function standStill(stream: MediaStream): { stream: MediaStream; stop(): void } {
  const [camera] = stream.getVideoTracks()
  const canvas = document.createElement('canvas')
  const { width = 16, height = 9 } = camera?.getSettings() ?? {}
  const scale = LONG_SIDE / Math.max(width, height)
  canvas.width = even(width * scale)
  canvas.height = even(height * scale)
  const context = canvas.getContext('2d')!
  context.fillRect(0, 0, canvas.width, canvas.height)

  const video = document.createElement('video')
  video.muted = true
  video.srcObject = new MediaStream(camera ? [camera] : [])
  video.onloadeddata = () => {
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    video.srcObject = null
  }
  void video.play().catch(() => {}) // refused: the picture stays black

  const drawn = canvas.captureStream()
  const again = setInterval(() => context.drawImage(canvas, 0, 0), AGAIN_MS)
  return {
    stream: new MediaStream([...drawn.getVideoTracks(), ...stream.getAudioTracks()]),
    stop() {
      clearInterval(again)
      video.srcObject = null
      for (const track of drawn.getTracks()) track.stop()
    },
  }
}

/** Encoders of H.264 take no odd sizes. */
const even = (length: number) => 2 * Math.round(length / 2)
