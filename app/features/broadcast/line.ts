import type { After } from '#app/ui/after.ts'
import { HUNG_UP, type HangUp, type HostSays, type ShopSays } from '#shared/ingest.ts'

/** As much of a WebSocket as there is to know here. */
export type Line = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'bufferedAmount'> & {
  onmessage: ((event: MessageEvent) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

type LineOptions = {
  connect(): Line
  after: After
  onSaid(said: ShopSays): void
  onLost(): void
  onHungUp(code: HangUp): void
}

const RECONNECT_MS = 500
const OPEN = 1
const FINAL: ReadonlySet<number> = new Set(Object.values(HUNG_UP))

/** A line that is dialled again whenever it breaks, until the shop hangs up or it is closed. */
export function keepLine({ connect, after, onSaid, onLost, onHungUp }: LineOptions) {
  let line: Line | null = null
  let isClosed = false
  const open = () => (line?.readyState === OPEN ? line : null)

  function dial() {
    if (isClosed) return
    const dialled = connect()
    line = dialled
    dialled.onmessage = ({ data }) => onSaid(JSON.parse(String(data)) as ShopSays)
    dialled.onclose = ({ code }) => {
      if (line !== dialled || isClosed) return
      if (FINAL.has(code)) return onHungUp(code as HangUp)
      onLost()
      after(RECONNECT_MS, dial)
    }
  }

  dial()
  return {
    /** null while it is broken */
    open,
    say: (message: HostSays) => open()?.send(JSON.stringify(message)),
    close() {
      isClosed = true
      line?.close()
    },
  }
}
