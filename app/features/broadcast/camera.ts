import type { Recorder, RecorderOrder } from './recording.ts'
import { standStill } from './still.ts'

/** Why there is no picture to send. */
export type CameraRefusal = 'insecure' | 'denied' | 'no_camera' | 'in_use'
export type Facing = 'user' | 'environment'

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }
/** A piece each fifth of a second. */
const PIECE_MS = 200
const KEY_PICTURE_MS = 1_000
const SOUND_BITS_PER_SECOND = 96_000
/** Enough for somebody who speaks. */
const SPEECH_BITS_PER_SECOND = 32_000

const WHY: Record<string, CameraRefusal> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'no_camera',
  OverconstrainedError: 'no_camera',
  NotReadableError: 'in_use',
}

const SOUND = { echoCancellation: true, noiseSuppression: true }
const pictureFrom = (facing: Facing) => ({ ...PICTURE, facingMode: { ideal: facing } })

/** Picture and sound. */
export const openCamera = (facing: Facing) => opened({ video: pictureFrom(facing), audio: SOUND })
/** Sound alone: also where there is no camera, or it may not be used. */
export const openMicrophone = () => opened({ audio: SOUND })
/** The picture alone, to go with a microphone that is open already. */
export const openPicture = (facing: Facing) => opened({ video: pictureFrom(facing) })

/** Browsers give cameras and microphones to pages that came by HTTPS or from this machine only. */
async function opened(wanted: MediaStreamConstraints): Promise<MediaStream | CameraRefusal> {
  if (!window.isSecureContext || !navigator.mediaDevices) return 'insecure'
  try {
    return await navigator.mediaDevices.getUserMedia(wanted)
  } catch (error) {
    return (error instanceof DOMException && WHY[error.name]) || 'no_camera'
  }
}

export const canRecord = (mime: string) =>
  typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(mime)

/** TypeScript's library does not know it yet: https://w3c.github.io/mediacapture-record/#mediarecorderoptions-section */
type RecorderOptions = MediaRecorderOptions & { videoKeyFrameIntervalDuration: number }

/** @param words written on what is shown where nothing is filmed */
export function record(
  stream: MediaStream,
  { mime, bitsPerSecond, isStill, onPiece }: RecorderOrder,
  words: string,
): Recorder {
  const options: RecorderOptions = {
    mimeType: mime,
    videoBitsPerSecond: bitsPerSecond,
    audioBitsPerSecond: isStill ? SPEECH_BITS_PER_SECOND : SOUND_BITS_PER_SECOND,
    videoKeyFrameIntervalDuration: KEY_PICTURE_MS,
  }
  const still = isStill ? standStill(stream, words) : null
  const recorder = new MediaRecorder(still?.stream ?? stream, options)
  // Blobs are read one after the other, so that pieces keep their order.
  let reading = Promise.resolve()
  recorder.ondataavailable = ({ data }) => {
    reading = reading.then(async () => onPiece(await data.arrayBuffer()))
  }
  recorder.start(PIECE_MS)
  return {
    stop() {
      if (recorder.state !== 'inactive') recorder.stop()
      still?.stop()
    },
  }
}
