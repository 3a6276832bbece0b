import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { PreflightCheck, Verdict } from '#shared/preflight.ts'
import { canRecord, openCamera, openMicrophone } from '../broadcast/camera.ts'
import { knock, listenTo, lumaOf, uplinkBitsPerSecond } from './measure.ts'
import { lightVerdict, lineVerdict, soundVerdict, uplinkVerdict } from './verdicts.ts'

const LOOK_MS = 500

export type DeviceCheck = Extract<PreflightCheck, 'camera' | 'sound' | 'light' | 'uplink' | 'line'>
/** All that is seen or heard comes with the camera's leave, or not at all. */
const IN_A_STREAM = ['camera', 'sound', 'light'] as const satisfies readonly DeviceCheck[]
type Checked = Partial<Record<DeviceCheck, Verdict>>

type Deps = {
  liveSessionId: string
  /** recordings that the shop can show */
  accepts: readonly string[]
  hasStreamKey: boolean
  preview: RefObject<HTMLVideoElement>
}

/** Looks at the device, once somebody asked for it: browsers give a camera, and let sound be heard, after a tap only. */
export function useDeviceChecks({ liveSessionId, accepts, hasStreamKey, preview }: Deps) {
  const [checked, setChecked] = useState<Checked>({})
  const [isBegun, setBegun] = useState(false)
  const stops = useRef<(() => void)[]>([])

  const stop = useCallback(() => {
    for (const one of stops.current.splice(0)) one()
  }, [])
  useEffect(() => stop, [stop])

  const begin = useCallback(() => {
    stop()
    setBegun(true)
    setChecked({})
    const leaving = new AbortController()
    stops.current.push(() => leaving.abort())
    const say: Say = (check, verdict) => {
      if (!leaving.signal.aborted) setChecked((past) => ({ ...past, [check]: verdict }))
    }

    void openWhatThereIs().then((opened) => {
      if (typeof opened === 'string')
        return IN_A_STREAM.forEach((check) => say(check, { is: 'bad', why: opened }))
      const { stream, hasPicture } = opened
      const close = () => stream.getTracks().forEach((track) => track.stop())
      if (leaving.signal.aborted) return close()
      stops.current.push(close, listen(stream, say))
      if (hasPicture) return stops.current.push(watch(stream, preview, say))
      say('camera', { is: 'weak', why: 'soundAlone' })
      say('light', { is: 'weak', why: 'unseen' })
    })
    uplinkBitsPerSecond(`/studio/sessions/${liveSessionId}/uplink`, leaving.signal).then(
      (speed) => say('uplink', uplinkVerdict(speed)),
      () => say('uplink', { is: 'bad', why: 'unreached' }),
    )
    void knock(liveSessionId).then((answered) =>
      say('line', lineVerdict(answered, { canRecord: accepts.some(canRecord), hasStreamKey })),
    )
  }, [stop, liveSessionId, accepts, hasStreamKey, preview])

  return { checked, isBegun, begin }
}

/** Who has no camera goes on air with sound alone: then the microphone is what counts. */
async function openWhatThereIs() {
  const both = await openCamera('environment')
  if (typeof both !== 'string') return { stream: both, hasPicture: true }
  const sound = both === 'insecure' ? both : await openMicrophone()
  return typeof sound === 'string' ? sound : { stream: sound, hasPicture: false }
}

type Say = (check: DeviceCheck, verdict: Verdict) => void

/** For as long as the page is open. @returns how to stop */
function listen(stream: MediaStream, say: Say): () => void {
  let loudest = 0
  return listenTo(stream, (level) => {
    if (level <= loudest) return
    loudest = level
    say('sound', soundVerdict(loudest))
  })
}

/** For as long as the page is open. @returns how to stop */
function watch(stream: MediaStream, preview: RefObject<HTMLVideoElement>, say: Say): () => void {
  const video = preview.current
  if (video) video.srcObject = stream
  const timer = setInterval(() => {
    const luma = video && lumaOf(video)
    if (luma === null) return
    const { videoWidth, videoHeight } = video!
    say('camera', { is: 'good', why: 'seen', params: { size: `${videoWidth} × ${videoHeight}` } })
    say('light', lightVerdict(luma))
  }, LOOK_MS)
  return () => clearInterval(timer)
}
