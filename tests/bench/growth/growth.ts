// What a claim costs as the shop grows, and how long it takes to end ten thousand holds at once.
import { median, rounded, type Bench } from '../bench.ts'
import { BATCH, growthOf, measureBatches, type Size } from './batches.ts'
import { measureExpiry } from './expiry.ts'

export const GROWN: Record<'quick' | 'full', Size> = {
  quick: { sales: 50, holdsASale: 200, rounds: 40 },
  full: { sales: 1_000, holdsASale: 1_000, rounds: 200 },
}
const EXPIRIES = { quick: 2, full: 7 }

export const growth: Bench = async ({ quick, say }) => {
  const size = GROWN[quick ? 'quick' : 'full']
  const { sales, holdsASale } = size
  const expiries = EXPIRIES[quick ? 'quick' : 'full']
  say(`claiming beside ${sales} sales with ${holdsASale} holds each`)
  const batches = await measureBatches(size)
  say(`ending ten thousand holds at one instant, ${expiries} times`)
  const expiry = await measureExpiry(expiries)
  const empty = median(batches.rounds.map((one) => one.empty))
  const grown = median(batches.rounds.map((one) => one.grown))
  return {
    rounds: [...batches.rounds, ...expiry.rounds],
    invariantsHold: batches.broken.length + expiry.broken.length === 0,
    medians: {
      'empty, never analysed': { batchMs: rounded(empty) },
      [`${sales} sales, ${sales * holdsASale} holds`]: { batchMs: rounded(grown) },
      '10,000 holds run out': {
        toldMs: rounded(median(expiry.rounds.map(({ toldMs }) => toldMs)), 0),
        bareUpdateMs: rounded(median(expiry.rounds.map(({ bareUpdateMs }) => bareUpdateMs)), 0),
      },
    },
    chart: {
      title: `A batch of ${BATCH} claims in the database`,
      unit: 'milliseconds, median; less is better',
      bars: [
        { label: 'empty, never analysed', value: rounded(empty) },
        { label: `${sales * holdsASale} past claims`, value: rounded(grown) },
      ],
    },
    ratios: {
      growthCost: growthOf(batches),
      expiryCost: rounded(median(expiry.rounds.map((one) => one.toldMs / one.bareUpdateMs))),
    },
  }
}
