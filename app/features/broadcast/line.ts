import type { After } from '#app/ui/after.ts'
import {
  BEAT_MS,
  HUNG_UP,
  SILENT_BEATS,
  type Beat,
  type HangUp,
  type HostSays,
  type ShopSays,
} from '#shared/ingest.ts'

/** As much of a WebSocket as there is to know here. */
export type Line = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'bufferedAmount'> & {
  onmessage: ((event: MessageEvent) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

type LineOptions = {
  connect(): Line
  /** ms */
  now(): number
  after: After
  onSaid(said: Exclude<ShopSays, Beat>): void
  onLost(): void
  onHungUp(code: HangUp): void
}

const RECONNECT_MS = 500
/** A line on which nothing was heard for so long is lost, whatever it says of itself. */
const SILENT_MS = SILENT_BEATS * BEAT_MS
/** Two beats and what they may be late. */
const QUIET_MS = 2.5 * BEAT_MS
const OPEN = 1
const FINAL: ReadonlySet<number> = new Set(Object.values(HUNG_UP))

/** A line that is dialled again whenever it breaks or falls silent, until the shop hangs up or it is closed. */
export function keepLine({ connect, now, after, onSaid, onLost, onHungUp }: LineOptions) {
  let line: Line | null = null
  let isClosed = false
  let heardAt = now()
  let stopListening = () => {}
  const open = () => (line?.readyState === OPEN ? line : null)

  function dial() {
    if (isClosed) return
    const dialled = connect()
    line = dialled
    heard()
    dialled.onmessage = ({ data }) => {
      if (line !== dialled) return
      heard()
      const said = JSON.parse(String(data)) as ShopSays
      if (said.kind !== 'beat') onSaid(said)
    }
    dialled.onclose = ({ code }) => {
      if (line !== dialled || isClosed) return
      if (!FINAL.has(code)) return dialAgain()
      stopListening()
      onHungUp(code as HangUp)
    }
  }

  function heard() {
    heardAt = now()
    stopListening()
    stopListening = after(SILENT_MS, () => {
      const silent = line
      dialAgain()
      // Its goodbye may never arrive: nobody waits for it.
      silent?.close()
    })
  }

  function dialAgain() {
    stopListening()
    line = null
    onLost()
    after(RECONNECT_MS, dial)
  }

  dial()
  return {
    /** null while it is broken */
    open,
    /** Whether the shop can be heard: what a line that is about to be lost carries says nothing of it. */
    isHeard: () => open() !== null && now() - heardAt <= QUIET_MS,
    say: (message: HostSays) => open()?.send(JSON.stringify(message)),
    close() {
      isClosed = true
      stopListening()
      line?.close()
    },
  }
}
