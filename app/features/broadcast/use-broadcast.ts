import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { after } from '#app/ui/after.ts'
import { INGEST_PATH } from '#shared/ingest.ts'
import { canRecord, openCamera, record, type CameraRefusal, type Facing } from './camera.ts'
import { openUplink, type Uplink, type UplinkState } from './uplink.ts'
import { useAwake } from './use-awake.ts'
import { useTurns } from './use-turns.ts'

export type BroadcastState =
  { kind: 'off' } | { kind: 'asking' } | { kind: 'refused'; why: CameraRefusal } | UplinkState

type Beginning = { liveSessionId: string; facing: Facing; takeOver?: boolean }
export type Broadcast = {
  /** whose picture it is, or was */
  liveSessionId: string | null
  facing: Facing
  state: BroadcastState
  stream: MediaStream | null
  begin(beginning: Beginning): Promise<void>
  end(): void
  /** Whether nothing but sound is to be sent. */
  chooseSound(isChosen: boolean): void
}

/** The camera of this device on the air of one session at a time. */
export function useBroadcast(): Broadcast {
  const [state, setState] = useState<BroadcastState>({ kind: 'off' })
  const [{ liveSessionId, facing }, setShown] = useState<Pick<Broadcast, 'liveSessionId' | 'facing'>>({
    ...{ liveSessionId: null, facing: 'environment' },
  })
  const [stream, setStream] = useState<MediaStream | null>(null)
  const uplink = useRef<Uplink | null>(null)

  const end = useCallback(() => {
    uplink.current?.stop()
    uplink.current = null
    setStream((open) => {
      for (const track of open?.getTracks() ?? []) track.stop()
      return null
    })
  }, [])

  const begin = useCallback<Broadcast['begin']>(
    async ({ liveSessionId, facing, takeOver = false }) => {
      end()
      setShown({ liveSessionId, facing })
      setState({ kind: 'asking' })
      const opened = await openCamera(facing)
      if (typeof opened === 'string') return setState({ kind: 'refused', why: opened })
      setStream(opened)
      uplink.current = openUplink({
        connect: () => lineOf(liveSessionId),
        record: (recording) => record(opened, recording),
        canRecord,
        newRun: () => crypto.randomUUID(),
        now: () => performance.now(),
        after,
        onChange: setState,
        takeOver,
      })
    },
    [end],
  )

  const chooseSound = useCallback((isChosen: boolean) => uplink.current?.chooseSound(isChosen), [])

  const turned = useCallback(() => uplink.current?.turned(), [])
  useEffect(() => end, [end])
  // Also while there is no line: a phone that sleeps films nothing.
  const isFilming = stream !== null && state.kind !== 'ended'
  useAwake(isFilming)
  useTurns(isFilming, turned)
  return useMemo(
    () => ({ liveSessionId, facing, state, stream, begin, end, chooseSound }),
    [liveSessionId, facing, state, stream, begin, end, chooseSound],
  )
}

function lineOf(liveSessionId: string): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return new WebSocket(`${scheme}://${location.host}${INGEST_PATH}?${new URLSearchParams({ liveSessionId })}`)
}
