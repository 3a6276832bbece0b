import { openUplink, type UplinkState } from '#app/features/broadcast/uplink.ts'
import type { Line } from '#app/features/broadcast/line.ts'
import type { Recorder, RecorderOrder } from '#app/features/broadcast/recording.ts'
import { BEAT_MS, type ShopSays } from '#shared/ingest.ts'
import { aHandClock } from './hand-clock.ts'

type Dialled = Line & { readyState: number; bufferedAmount: number; sent: (string | Uint8Array)[] }

/** An uplink whose lines, recorder and clock are the test's. */
export function anUplink({
  canRecord = (_mime: string): boolean => true,
  ...given
}: { canRecord?: (mime: string) => boolean; takeOver?: boolean; soundChosen?: boolean } = {}) {
  const clock = aHandClock()
  const lines: Dialled[] = []
  const recorders: (RecorderOrder & { isStopped: boolean })[] = []
  const states: UplinkState[] = []
  let runs = 0
  let isSilent = false

  const uplink = openUplink({
    takeOver: false,
    ...given,
    canRecord,
    connect() {
      const line: Dialled = {
        ...{ readyState: 1, bufferedAmount: 0, sent: [], onmessage: null, onclose: null },
        send: (data) => void line.sent.push(data as string | Uint8Array),
        close: () => (line.readyState = 3),
      }
      lines.push(line)
      return line
    },
    record(order): Recorder {
      const recorder = { ...order, isStopped: false }
      recorders.push(recorder)
      return { stop: () => (recorder.isStopped = true) }
    },
    newRun: () => `run ${++runs}`,
    now: clock.now,
    after: clock.after,
    onChange: (state) => states.push(state),
  })

  const line = () => lines.at(-1)!
  const shopSays = (said: ShopSays) => line().onmessage?.({ data: JSON.stringify(said) } as MessageEvent)
  return {
    uplink,
    lines,
    recorders,
    line,
    state: () => states.at(-1)!,
    shopSays,
    /** Nothing comes through any more, and nobody says so. */
    fallsSilent: () => (isSilent = true),
    isHeardAgain: () => (isSilent = false),
    breaks(code = 1006) {
      line().readyState = 3
      line().onclose?.({ code } as CloseEvent)
    },
    /** the recorder gives a piece that says which it is */
    records: (text: string) =>
      recorders.at(-1)!.onPiece(new TextEncoder().encode(text).buffer as ArrayBuffer),
    /** the shop's beat comes each second, while it can be heard */
    passes(ms: number) {
      for (let left = ms; left > 0; left -= BEAT_MS) {
        clock.pass(Math.min(left, BEAT_MS))
        if (!isSilent && line().readyState === 1) shopSays({ kind: 'beat' })
      }
    },
    /** what was said in words on the last line */
    said: () => line().sent.flatMap((one) => (typeof one === 'string' ? [JSON.parse(one) as unknown] : [])),
    /** the pieces that went over a line, as number and text */
    piecesOn: (one: Dialled) =>
      one.sent.flatMap((sent) =>
        typeof sent === 'string'
          ? []
          : [
              [new DataView(sent.buffer).getUint32(0), new TextDecoder().decode(sent.subarray(4))] as [
                number,
                string,
              ],
            ],
      ),
  }
}
