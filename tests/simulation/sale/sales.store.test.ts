import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFlashSaleStore } from '#server/flash-sale/store.ts'
import { morning } from '#tests/make/selling.ts'
import { inWords, simulate } from './simulate.ts'
import { aTheatre } from './theatre.ts'

// SIMULATION_SEED=… begins elsewhere; SIMULATION_RUNS=… makes it longer.
const { SIMULATION_SEED = '1', SIMULATION_RUNS = '2000' } = process.env
const first = Number(SIMULATION_SEED)
const runs = Number(SIMULATION_RUNS)
/** Runs that are under way at once, each in a database of its own: a tick ends whatever is due in its database. */
const LANES = 4

let theatres: Awaited<ReturnType<typeof aTheatre>>[]
beforeAll(async () => {
  theatres = await Promise.all(Array.from({ length: LANES }, aTheatre))
})
afterAll(() => Promise.all(theatres.map((theatre) => theatre.close())))

it(
  `${runs} sales from seed ${first} on are what the model says, step by step`,
  { timeout: 600_000 },
  async () => {
    const seeds = Array.from({ length: runs }, (_, index) => first + index)
    const findings = await Promise.all(
      theatres.map((theatre, lane) =>
        simulate(
          theatre,
          seeds.filter((_, index) => index % LANES === lane),
        ),
      ),
    )

    const found = findings.filter((finding) => finding !== null)
    expect(found.map(inWords)).toEqual([])
    for (const { database } of theatres) {
      const report = await createFlashSaleStore(database).invariants(morning)
      expect(report.filter(({ broken }) => broken > 0)).toEqual([])
    }
  },
)
