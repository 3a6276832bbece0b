// What buyers notice when a part of the shop dies: they claim one item from all nodes and ask again with the same key
// until they are answered. A node is killed; then the database ends its connections and lets nobody in for a while.
// Void if a claim that was acknowledged is missing, or one was granted twice.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import type { ClaimAnswer } from '#shared/flash-sale.ts'
import { visitorCookie } from '#server/platform/visitor.ts'
import { asOwner } from '#tests/setup/ledger.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { aSale } from '#tests/make/selling.ts'
import { median, rounded, type Bench } from '../bench.ts'
import { openPlace } from '../place.ts'
import { openShop, type RunningShop } from '../rush/shop.ts'

const NODES = 3
/** a claim every so often, from a visitor of its own */
const EVERY_MS = 10
const BEFORE_MS = 1_500
const AFTER_MS = 6_000
const OUTAGE_MS = 2_000
const ANSWER_MS = 4_000
const MOST_CLAIMS = 100_000

type Place = Awaited<ReturnType<typeof openPlace>>
type Answered = { holdId: string | null; atMs: number; waitedMs: number }
type Disaster = { name: string; strike(ground: Ground): Promise<void> }
type Ground = { place: Place; shop: RunningShop; saleId: string }

const disasters: readonly Disaster[] = [
  {
    name: 'a node is killed',
    async strike({ shop }) {
      const victim = shop.nodes.shift()
      if (victim) process.kill(victim.pid, 'SIGKILL')
    },
  },
  {
    name: `the database is away for ${OUTAGE_MS / 1000} s`,
    async strike({ place }) {
      const name = new URL(place.url).pathname.slice(1)
      const elsewhere = new URL('/postgres', place.url).href
      await asOwner(elsewhere, `alter database ${name} allow_connections false`)
      await asOwner(
        elsewhere,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      )
      await sleep(OUTAGE_MS)
      await asOwner(elsewhere, `alter database ${name} allow_connections true`)
    },
  },
]

export const failover: Bench = async ({ quick, say }) => {
  const place = await openPlace()
  try {
    const { variant } = await aHoneyVillage(place.database.db, { stock: 1 })
    await place.database.db.stock.updateMany({ data: { onHand: 10_000_000 } })
    const rounds: ({ name: string; round: number } & Watched)[] = []
    for (let round = 0; round < (quick ? 1 : 3); round++)
      for (const [index, disaster] of disasters.entries()) {
        const sale = await aSale(place.database.db, {
          id: `sale_failover_${round}_${index}`,
          variantId: variant.id,
          total: MOST_CLAIMS,
        })
        const watched = await watch(place, sale.id, disaster)
        rounds.push({ round, name: disaster.name, ...watched })
        say(
          `round ${round + 1}  ${disaster.name}: longest silence ${watched.silenceMs.toFixed(0)} ms, ${watched.answered} answered, ${watched.lost} lost, ${watched.doubled} doubled`,
        )
      }
    const isSound = rounds.every(({ lost, doubled }) => lost + doubled === 0)
    const of = (name: string) => rounds.filter((one) => one.name === name)
    return {
      rounds,
      invariantsHold: isSound && (await place.broken()).length === 0,
      medians: Object.fromEntries(
        disasters.map(({ name }) => [
          name,
          {
            longestSilenceMs: rounded(median(of(name).map(({ silenceMs }) => silenceMs)), 0),
            longestWaitMs: rounded(median(of(name).map(({ longestWaitMs }) => longestWaitMs)), 0),
            answered: median(of(name).map(({ answered }) => answered)),
          },
        ]),
      ),
      chart: {
        title: 'Longest silence that any buyer met',
        unit: 'milliseconds, median of the rounds; less is better',
        bars: disasters.map(({ name }) => ({
          label: name,
          value: Math.round(median(of(name).map(({ silenceMs }) => silenceMs))),
        })),
      },
      ratios: {},
    }
  } finally {
    await place.close()
  }
}

type Watched = { answered: number; silenceMs: number; longestWaitMs: number; lost: number; doubled: number }

async function watch(place: Place, saleId: string, disaster: Disaster): Promise<Watched> {
  const shop = await openShop({ databaseUrl: place.url, nodes: NODES })
  try {
    const ground = { place, shop, saleId }
    const claims: Promise<Answered>[] = []
    const startedAt = performance.now()
    let struck: Promise<void> | null = null
    for (let elapsed = 0; elapsed < BEFORE_MS + AFTER_MS; elapsed = performance.now() - startedAt) {
      claims.push(claim(ground, startedAt))
      if (elapsed > BEFORE_MS) struck ??= disaster.strike(ground)
      await sleep(EVERY_MS)
    }
    await struck
    const answers = await Promise.all(claims)
    const times = answers.map(({ atMs }) => atMs).toSorted((a, b) => a - b)
    const silences = times.slice(1).map((at, index) => at - times[index]!)
    const holdIds = answers.flatMap(({ holdId }) => holdId ?? [])
    const kept = await place.database.db.hold.findMany({ where: { saleId }, select: { id: true } })
    const keptIds = new Set(kept.map(({ id }) => id))
    return {
      answered: answers.length,
      silenceMs: Math.max(...silences),
      longestWaitMs: Math.max(...answers.map(({ waitedMs }) => waitedMs)),
      lost: holdIds.filter((id) => !keptIds.has(id)).length,
      doubled: kept.length - holdIds.length,
    }
  } finally {
    await shop.close()
  }
}

/** One buyer, who goes on asking with one key, and to another node when a connection is lost. */
async function claim({ shop, saleId }: Ground, startedAt: number): Promise<Answered> {
  const cookie = visitorCookie(`vis_${randomUUID()}`, { secret: shop.secret, secure: false }).split(';')[0]!
  const request = { saleId, quantity: 1, claimKey: randomUUID() }
  const askedAt = performance.now()
  for (let attempt = Math.floor(askedAt); ; attempt++) {
    const { port } = shop.nodes[attempt % shop.nodes.length]!
    const answer = await ask(port, cookie, request)
    if (answer && (answer.ok || !['try_again', 'busy'].includes(answer.refusal.kind)))
      return {
        holdId: answer.ok ? answer.value.holdId : null,
        atMs: performance.now() - startedAt,
        waitedMs: performance.now() - askedAt,
      }
    await sleep(50)
  }
}

/** @returns null when nobody answered */
async function ask(port: number, cookie: string, request: object): Promise<ClaimAnswer | null> {
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  })
  const lost = new Promise<null>((resolve) => {
    socket.once('disconnect', () => resolve(null))
    socket.once('connect_error', () => resolve(null))
  })
  const answer = socket
    .timeout(ANSWER_MS)
    .emitWithAck('claim:create', request)
    .catch(() => null)
  const first: ClaimAnswer | null = await Promise.race([answer, lost])
  socket.disconnect()
  return first
}
