import { useCallback, useEffect, useRef, useState, type MutableRefObject } from 'react'
import { openPicture, type CameraRefusal, type Facing } from './camera.ts'
import type { Uplink } from './uplink.ts'
import { soundOf, withPicture, type OpenStream } from './use-stream.ts'

export type PictureSwitch = {
  /** Whether nothing but sound is to be sent: the camera is put away then, and opened again when it is wanted. */
  chooseSound(isChosen: boolean): Promise<void>
  /** why the picture can't be had that was wanted, or has gone; the sound goes on */
  pictureRefusal: CameraRefusal | null
}

type Deps = {
  uplink: MutableRefObject<Uplink | null>
  open: OpenStream
  facing: Facing
}

/** The picture of a broadcast is put away, and fetched again, while its sound goes on. */
export function usePictureSwitch({ uplink, open: { stream, use, latest }, facing }: Deps) {
  const [pictureRefusal, setRefusal] = useState<CameraRefusal | null>(null)
  const isAsking = useRef(false)

  const putAway = useCallback(() => {
    const open = latest()
    if (!open) return
    // First: its recorder is at work on the camera.
    uplink.current?.chooseSound(true)
    use(soundOf(open))
  }, [uplink, use, latest])

  const fetchPicture = useCallback(async () => {
    const own = uplink.current
    if (!own || isAsking.current) return
    isAsking.current = true
    const picture = await openPicture(facing).finally(() => (isAsking.current = false))
    const sound = latest()
    if (typeof picture === 'string') return setRefusal(picture)
    if (uplink.current !== own || !sound) return picture.getTracks().forEach((track) => track.stop())
    use(withPicture(picture, sound))
    own.chooseSound(false)
  }, [uplink, use, latest, facing])

  const chooseSound = useCallback<PictureSwitch['chooseSound']>(
    async (isChosen) => {
      setRefusal(null)
      if (isChosen) putAway()
      else await fetchPicture()
    },
    [putAway, fetchPicture],
  )
  // The camera was pulled out, or its permission taken. Nobody is told of tracks that we stop ourselves.
  useEffect(() => {
    const cameras = stream?.getVideoTracks() ?? []
    const lose = () => {
      putAway()
      setRefusal('no_camera')
    }
    for (const camera of cameras) camera.addEventListener('ended', lose)
    return () => cameras.forEach((camera) => camera.removeEventListener('ended', lose))
  }, [stream, putAway])
  const forget = useCallback(() => setRefusal(null), [])
  return { chooseSound, pictureRefusal, forget }
}
