import { useCallback, useEffect, useRef, useState } from 'react'
import { INGEST_PATH } from '#shared/ingest.ts'
import { canRecord, openCamera, record, type CameraRefusal, type Facing } from './camera.ts'
import { openUplink, type Uplink, type UplinkState } from './uplink.ts'

export type BroadcastState =
  { kind: 'off' } | { kind: 'asking' } | { kind: 'refused'; why: CameraRefusal } | UplinkState

export type Broadcast = {
  state: BroadcastState
  stream: MediaStream | null
  begin(options?: { facing?: Facing; takeOver?: boolean }): Promise<void>
  end(): void
}

/** The camera of this device on the air of one session. */
export function useBroadcast(liveSessionId: string): Broadcast {
  const [state, setState] = useState<BroadcastState>({ kind: 'off' })
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
    async ({ facing = 'environment', takeOver = false } = {}) => {
      end()
      setState({ kind: 'asking' })
      const opened = await openCamera(facing)
      if (typeof opened === 'string') return setState({ kind: 'refused', why: opened })
      setStream(opened)
      uplink.current = openUplink({
        connect: () => {
          const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
          const query = new URLSearchParams({ liveSessionId })
          return new WebSocket(`${scheme}://${location.host}${INGEST_PATH}?${query}`)
        },
        record: (recording) => record(opened, recording),
        canRecord,
        newRun: () => crypto.randomUUID(),
        now: () => performance.now(),
        after(ms, act) {
          const timer = setTimeout(act, ms)
          return () => clearTimeout(timer)
        },
        onChange: setState,
        takeOver,
      })
    },
    [liveSessionId, end],
  )

  useEffect(() => end, [end])
  useUpright(state.kind === 'on_air', uplink)
  useAwake(state.kind === 'on_air')
  return { state, stream, begin, end }
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
