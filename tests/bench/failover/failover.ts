// What buyers notice when a part of the shop dies: they claim from all nodes, on sockets that they keep, while a node, the
// database and Redis are killed (-9) at moments that a seed has drawn. FAILOVER_SEED=… repeats them. Void if a claim that
// was acknowledged is missing, one was granted twice, or a buyer sees other holds than he was told of.
import { setTimeout as sleep } from 'node:timers/promises'
import { createAlliances } from '#server/alliances/index.ts'
import { createLedger } from '#server/ledger/index.ts'
import { systemClock } from '#server/platform/clock.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createRegistry } from '#server/registry/index.ts'
import { createRevenueShare } from '#server/revenue-share/index.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { standardRule } from '#tests/make/shop.ts'
import { aSale, morning } from '#tests/make/selling.ts'
import { aChance, type Chance } from '../../simulation/chance.ts'
import { median, rounded, type Bench } from '../bench.ts'
import { aBuyer, type Buyer } from './buyers.ts'
import { disasters, type Disaster } from './disasters.ts'
import { openGround, type Ground } from './ground.ts'

const sizes = { quick: { nodes: 2, buyers: 40, rounds: 1 }, full: { nodes: 4, buyers: 120, rounds: 3 } }
const CALM_MS = 1_000
/** The disaster strikes somewhere in this time after the calm. */
const STRIKE_WITHIN_MS = 2_000
const AFTER_MS = 2_000
/** the most that a sale may allow; a round is over before a buyer comes to it */
const LIMIT = 99

type Watched = {
  name: string
  round: number
  /** from the blow: until what was killed answered again, and until every buyer was answered what he asked since */
  partBackMs: number
  everybodyMs: number
  /** the longest time in which nobody was answered, and that any buyer waited */
  silenceMs: number
  longestWaitMs: number
  claims: number
  lost: number
  doubled: number
  misled: number
}

export const failover: Bench = async ({ quick, say }) => {
  const { nodes, buyers, rounds: count } = sizes[quick ? 'quick' : 'full']
  const seed = Number(process.env.FAILOVER_SEED ?? Date.now() % 1_000_000)
  say(`FAILOVER_SEED=${seed}  ${nodes} nodes, ${buyers} buyers`)
  const chance = aChance(seed)
  const ground = await openGround(nodes)
  try {
    if (!ground.redis) say('redis-server is not installed: Redis is not killed')
    const { db } = ground.place.database
    const village = await aHoneyVillage(db, { stock: 1 })
    const ledger = createLedger({ db, ids: randomIds })
    const registry = createRegistry({ db })
    const alliances = createAlliances({ db, clock: systemClock, ids: randomIds, registry })
    await createRevenueShare({ db, ids: randomIds, ledger, alliances }).activate(standardRule)
    await db.stock.updateMany({ data: { onHand: 10_000_000 } })
    const rounds: Watched[] = []
    const possible = disasters.filter(({ mayHappen }) => mayHappen(ground))
    for (let round = 0; round < count; round++)
      for (const disaster of possible) {
        const watched = await watch(ground, { village, disaster, buyers, round, chance })
        rounds.push(watched)
        say(lineOf(watched))
      }
    const broken = await ground.place.broken()
    return summary(rounds, { seed, broken })
  } finally {
    await ground.close()
  }
}

type Village = Awaited<ReturnType<typeof aHoneyVillage>>
type Round = { village: Village; disaster: Disaster; buyers: number; round: number; chance: Chance }

async function watch(
  ground: Ground,
  { village, disaster, buyers: count, round, chance }: Round,
): Promise<Watched> {
  const { place, shop } = ground
  const { id: liveSessionId } = village.liveSession
  const saleId = `failover_${round}_${disaster.name}`
  await aSale(place.database.db, {
    id: saleId,
    variantId: village.variant.id,
    liveSessionId,
    total: 100_000,
    perBuyerLimit: LIMIT,
    openedAt: morning,
  })
  const where = { shop, liveSessionId, saleId }
  const buyers = await Promise.all(Array.from({ length: count }, (_, n) => aBuyer(where, n)))
  await sleep(CALM_MS + chance.below(STRIKE_WITHIN_MS))
  const struckAt = performance.now()
  await disaster.strike(ground, chance)
  const partBackMs = performance.now() - struckAt
  await sleep(AFTER_MS)
  await Promise.all(buyers.map((buyer) => buyer.stop()))
  const audited = await audit(ground, saleId, buyers)
  for (const buyer of buyers) buyer.leave()
  return { name: disaster.name, round, partBackMs, ...noticed(buyers, struckAt), ...audited }
}

function noticed(buyers: readonly Buyer[], struckAt: number) {
  const claims = buyers.flatMap(({ claimed }) => claimed)
  const times = claims.map(({ answeredAt }) => answeredAt).toSorted((a, b) => a - b)
  const after = times.filter((at) => at >= struckAt)
  const firstSince = buyers.map(
    ({ claimed }) => claimed.find(({ askedAt }) => askedAt >= struckAt)?.answeredAt,
  )
  return {
    claims: claims.length,
    everybodyMs: Math.max(...firstSince.map((at) => (at ?? NaN) - struckAt)),
    silenceMs: Math.max(...after.map((at, index) => at - (after[index - 1] ?? struckAt))),
    longestWaitMs: Math.max(...claims.map(({ askedAt, answeredAt }) => answeredAt - askedAt)),
  }
}

async function audit({ place }: Ground, saleId: string, buyers: readonly Buyer[]) {
  const told = buyers.flatMap(({ claimed }) => claimed.flatMap(({ holdId }) => holdId ?? []))
  const kept = await place.database.db.hold.findMany({ where: { saleId }, select: { id: true } })
  const keptIds = new Set(kept.map(({ id }) => id))
  const seen = await Promise.all(buyers.map((buyer) => buyer.seen()))
  const misled = buyers.filter(({ claimed }, n) => {
    const own = claimed.flatMap(({ holdId }) => holdId ?? [])
    return own.toSorted().join() !== seen[n]!.toSorted().join()
  })
  return {
    lost: told.filter((id) => !keptIds.has(id)).length,
    // Nobody leaves before he is answered, so that what nobody was told of is a second one.
    doubled: kept.length - new Set(told).size,
    misled: misled.length,
  }
}

function lineOf({ name, round, partBackMs, everybodyMs, silenceMs, claims, lost, doubled, misled }: Watched) {
  return [
    `round ${round + 1}  ${name.padEnd(8)}`,
    `back after ${partBackMs.toFixed(0).padStart(5)} ms`,
    `everybody answered after ${everybodyMs.toFixed(0).padStart(5)} ms`,
    `longest silence ${silenceMs.toFixed(0).padStart(5)} ms`,
    `${claims} claims, ${lost} lost, ${doubled} doubled, ${misled} buyers misled`,
  ].join('  ')
}

function summary(rounds: readonly Watched[], { seed, broken }: { seed: number; broken: readonly string[] }) {
  const names = [...new Set(rounds.map(({ name }) => name))]
  const middle = (name: string, pick: (one: Watched) => number) =>
    median(rounds.filter((one) => one.name === name).map(pick))
  const isSound = rounds.every(({ lost, doubled, misled }) => lost + doubled + misled === 0)
  const medians = names.map((name) => [
    `${name} killed`,
    {
      partBackMs: rounded(
        middle(name, ({ partBackMs }) => partBackMs),
        0,
      ),
      everybodyMs: rounded(
        middle(name, ({ everybodyMs }) => everybodyMs),
        0,
      ),
      longestSilenceMs: rounded(
        middle(name, ({ silenceMs }) => silenceMs),
        0,
      ),
      longestWaitMs: rounded(
        middle(name, ({ longestWaitMs }) => longestWaitMs),
        0,
      ),
      claims: middle(name, ({ claims }) => claims),
    },
  ])
  return {
    rounds: rounds.map((one) => ({ seed, ...one })),
    invariantsHold: isSound && broken.length === 0,
    medians: Object.fromEntries(medians),
    chart: {
      title: 'Until every buyer was answered again',
      unit: 'milliseconds after kill -9, median of the rounds; less is better',
      bars: names.map((name) => ({
        label: `${name} killed`,
        value: Math.round(middle(name, ({ everybodyMs }) => everybodyMs)),
      })),
    },
    /** how much longer buyers wait than the database itself is away */
    ratios: { postgresCost: rounded(middle('postgres', (one) => one.everybodyMs / one.partBackMs)) },
  }
}
