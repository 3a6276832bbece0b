// How soon a viewer is near live again when a host's line has been away for ten seconds, and when the converter is killed.
import { cuttable, killConverter } from '#tests/e2e/setbacks.ts'
import { endSession, goOnAir } from '#tests/e2e/steps.ts'
import { median } from '../bench.ts'
import { openRoom, settled, type Stage } from './glass-to-glass.ts'
import type { Watched } from './in-page.ts'

const AWAY_MS = 10_000
const WATCH_SEC = 20
/** Some pictures as they usually come, before the converter dies. */
const BEFORE_KILL_MS = 2_000
/** Near live: at most so old, and so it stays to the end. */
export const NEAR_LIVE_SEC = 3

/** Seconds; null: not while it was looked at. */
export type Setbacks = {
  /** how old pictures were before, median */
  usualSec: number
  /** from when the host's line was there again until what was shown was near live */
  lineBackSec: number | null
  /** from the kill until a picture was shown that had been filmed after it */
  killBackSec: number | null
  /** the longest for which one picture stood after the kill */
  killStoodSec: number
}

export async function measureSetbacks({ context }: Stage): Promise<Setbacks> {
  const phone = await context.newPage()
  const network = await cuttable(phone)
  await phone.addInitScript(() => window.bench.filmClock())
  const room = await goOnAir(phone, '量一量断线')
  await phone.getByRole('button', { name: '打开摄像头' }).click()
  await phone.getByText('画面已播出').waitFor()
  const viewer = await openRoom(context, room)
  await settled(viewer)
  const watch = (sec: number) => viewer.evaluate((asked) => window.bench.watch(asked), sec)

  const killing = watch(WATCH_SEC)
  await viewer.waitForTimeout(BEFORE_KILL_MS)
  const killedAt = Date.now()
  killConverter()
  const killed = await killing

  network.cut()
  const away = phone.getByText('网络断了，正在重连')
  await away.waitFor()
  await phone.waitForTimeout(AWAY_MS)
  const coming = watch(WATCH_SEC)
  network.mend()
  await away.waitFor({ state: 'hidden' })
  const backAt = Date.now()
  const back = await coming

  await endSession(phone)
  await viewer.close()
  await phone.close()
  const isBeforeKill = (_: number, at: number) => killed.shownAtMs[at]! < killedAt
  return {
    usualSec: median(killed.agesSec.filter(isBeforeKill)),
    lineBackSec: nearLiveAfter(back, backAt),
    killBackSec: filmedAfter(killed, killedAt),
    killStoodSec: longestStood(killed, killedAt),
  }
}

/** Whoever was never further behind is near at once. */
function nearLiveAfter({ agesSec, shownAtMs }: Watched, fromMs: number): number | null {
  const lastFar = agesSec.findLastIndex((age) => age > NEAR_LIVE_SEC)
  const nearAt = shownAtMs[lastFar + 1]
  return nearAt === undefined ? null : Math.max(0, nearAt - fromMs) / 1_000
}

function filmedAfter({ agesSec, shownAtMs }: Watched, atMs: number): number | null {
  const shownAt = shownAtMs.find((shown, at) => shown - 1_000 * agesSec[at]! >= atMs)
  return shownAt === undefined ? null : (shownAt - atMs) / 1_000
}

function longestStood({ shownAtMs }: Watched, atMs: number): number {
  const after = shownAtMs.filter((shown) => shown >= atMs)
  return Math.max(...after.slice(1).map((shown, at) => shown - after[at]!)) / 1_000
}
