import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { after } from '#app/ui/after.ts'
import { INGEST_PATH } from '#shared/ingest.ts'
import { canRecord, openCamera, openMicrophone, record, type CameraRefusal, type Facing } from './camera.ts'
import { openUplink, type Uplink, type UplinkState } from './uplink.ts'
import { useAwake } from './use-awake.ts'
import { usePictureSwitch, type PictureSwitch } from './use-picture-switch.ts'
import { useStream } from './use-stream.ts'
import { useTurns } from './use-turns.ts'

export type BroadcastState =
  { kind: 'off' } | { kind: 'asking' } | { kind: 'refused'; why: CameraRefusal } | UplinkState

/** `soundAlone`: no camera is opened, because there is none, or the line is too thin for it */
type Beginning = { liveSessionId: string; facing: Facing; takeOver?: boolean; soundAlone?: boolean }
export type Broadcast = PictureSwitch & {
  /** whose picture it is, or was */
  liveSessionId: string | null
  facing: Facing
  state: BroadcastState
  stream: MediaStream | null
  /** whether a camera is open */
  hasPicture: boolean
  begin(beginning: Beginning): Promise<void>
  end(): void
}

/** The camera of this device, or its microphone alone, on the air of one session at a time. */
export function useBroadcast(): Broadcast {
  const words = useTranslation().t('studio:camera.card')
  const [state, setState] = useState<BroadcastState>({ kind: 'off' })
  const [{ liveSessionId, facing }, setShown] = useState<Pick<Broadcast, 'liveSessionId' | 'facing'>>({
    ...{ liveSessionId: null, facing: 'environment' },
  })
  const uplink = useRef<Uplink | null>(null)
  const open = useStream()
  const { stream, hasPicture, use, latest } = open
  const { chooseSound, pictureRefusal, forget } = usePictureSwitch({ uplink, open, facing })

  const end = useCallback(() => {
    uplink.current?.stop()
    uplink.current = null
    forget()
    use(null)
  }, [use, forget])

  const begin = useCallback<Broadcast['begin']>(
    async ({ liveSessionId, facing, takeOver = false, soundAlone = false }) => {
      end()
      setShown({ liveSessionId, facing })
      setState({ kind: 'asking' })
      const opened = await (soundAlone ? openMicrophone() : openCamera(facing))
      if (typeof opened === 'string') return setState({ kind: 'refused', why: opened })
      use(opened)
      uplink.current = openUplink({
        connect: () => lineOf(liveSessionId),
        record: (recording) => record(latest() ?? opened, recording, words),
        canRecord,
        newRun: () => crypto.randomUUID(),
        now: () => performance.now(),
        after,
        onChange: setState,
        takeOver,
        soundChosen: soundAlone,
      })
    },
    [end, use, latest, words],
  )

  const turned = useCallback(() => uplink.current?.turned(), [])
  useEffect(() => end, [end])
  // Also while there is no line: a phone that sleeps films nothing.
  const isOpen = stream !== null && state.kind !== 'ended'
  useAwake(isOpen)
  useTurns(isOpen && hasPicture, turned)
  return useMemo(
    () => ({
      ...{ liveSessionId, facing, state, stream, hasPicture },
      ...{ begin, end, chooseSound, pictureRefusal },
    }),
    [liveSessionId, facing, state, stream, hasPicture, begin, end, chooseSound, pictureRefusal],
  )
}

function lineOf(liveSessionId: string): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return new WebSocket(`${scheme}://${location.host}${INGEST_PATH}?${new URLSearchParams({ liveSessionId })}`)
}
