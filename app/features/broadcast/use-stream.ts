import { useCallback, useRef, useState } from 'react'

const hasPicture = (stream: MediaStream) => stream.getVideoTracks().length > 0

function close(stream: MediaStream | null, but: MediaStream | null = null) {
  const kept = new Set(but?.getTracks())
  for (const track of stream?.getTracks() ?? []) if (!kept.has(track)) track.stop()
}

export type OpenStream = {
  /** null: nothing is open */
  stream: MediaStream | null
  hasPicture: boolean
  /** as it is now, for who was made when it was another */
  latest(): MediaStream | null
  /** From now on this one is sent; what it has not of the one before is closed. */
  use(stream: MediaStream | null): void
}

/** What a device films and hears. Its picture may come and go while its sound goes on. */
export function useStream(): OpenStream {
  const [stream, setStream] = useState<MediaStream | null>(null)
  const open = useRef<MediaStream | null>(null)
  const use = useCallback((next: MediaStream | null) => {
    close(open.current, next)
    open.current = next
    setStream(next)
  }, [])
  const latest = useCallback(() => open.current, [])
  return { stream, hasPicture: stream !== null && hasPicture(stream), latest, use }
}

export const soundOf = (stream: MediaStream) => new MediaStream(stream.getAudioTracks())
export const withPicture = (picture: MediaStream, sound: MediaStream) =>
  new MediaStream([...picture.getVideoTracks(), ...sound.getAudioTracks()])
