import { standingClock } from '#server/platform/clock.ts'
import { aMedia } from './media.ts'
import { aFragment, anInit } from './mp4.ts'

// A program of its own, that takes in a broadcast as fast as its disk writes it, until somebody kills it.
// Argument: the folder of its data. It says each second of the broadcast that it has taken in.

const QUARTERS = 4
/** of a quarter of a second: enough for a kill to come while it is being written */
const BYTES = 1024 * 1024

const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
const media = aMedia(clock, 'none', { dataDir: process.argv[2]! })
const connected = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
if (!connected.ok) throw new Error(connected.refusal.kind)
const publisher = connected.value
publisher.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
const body = 'x'.repeat(BYTES)
for (let n = 0; ; n++) {
  const fragment = aFragment({ startSec: n / QUARTERS, isKey: n % QUARTERS === 0, body })
  publisher.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
  clock.advance(1_000 / QUARTERS)
  if (n % QUARTERS === 0) process.stdout.write(`${n / QUARTERS}\n`)
  await new Promise((resolve) => setImmediate(resolve))
}
