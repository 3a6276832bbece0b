import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { after } from '#app/ui/after.ts'
import { INGEST_PATH } from '#shared/ingest.ts'
import { canRecord, openCamera, record, type CameraRefusal, type Facing } from './camera.ts'
import { openUplink, type Uplink, type UplinkState } from './uplink.ts'

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

  useEffect(() => end, [end])
  useUpright(state.kind === 'on_air', uplink)
  useAwake(state.kind === 'on_air')
  return useMemo(
    () => ({ liveSessionId, facing, state, stream, begin, end, chooseSound }),
    [liveSessionId, facing, state, stream, begin, end, chooseSound],
  )
}

function lineOf(liveSessionId: string): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return new WebSocket(`${scheme}://${location.host}${INGEST_PATH}?${new URLSearchParams({ liveSessionId })}`)
}

/** A recorder keeps the shape it began with: when the phone is turned, it begins anew. */
function useUpright(isOn: boolean, uplink: { current: Uplink | null }) {
  useEffect(() => {
    if (!isOn) return
    const turn = () => uplink.current?.restart()
    screen.orientation?.addEventListener('change', turn)
    return () => screen.orientation?.removeEventListener('change', turn)
  }, [isOn, uplink])
}

/** The phone does not fall asleep while it is on air. */
function useAwake(isOn: boolean) {
  useEffect(() => {
    if (!isOn || !navigator.wakeLock) return
    let lock: WakeLockSentinel | null = null
    let isGone = false
    const ask = () => {
      if (document.visibilityState !== 'visible') return
      navigator.wakeLock.request('screen').then(
        (held) => {
          if (isGone) void held.release()
          else lock = held
        },
        () => {}, // low on battery: the phone's own choice
      )
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      isGone = true
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [isOn])
}
