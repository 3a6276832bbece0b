import { createHash } from 'node:crypto'
import { commitmentOf, drawOrder, rootOf, tagOf } from '#shared/draw.ts'
import { holdIdOf } from '#server/flash-sale/hold-id.ts'
import { createFlashSales, type FlashSales } from '#server/flash-sale/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { uuidOf } from '#tests/make/ids.ts'
import { morning } from '#tests/make/selling.ts'
import { asOwner } from '#tests/setup/ledger.ts'
import { sequenceOf, type Stage } from './command.ts'
import { carvedPieces, heldUnits, paidUnits, waiters, type Model, type Terms } from './model.ts'
import { letLapse } from './past.ts'

/** The process died before the transaction that it was in. */
export class Cut extends Error {}

export type Theatre = { database: Database; databaseUrl: string; variantId: string; liveSessionId: string }
type SaleRow = {
  waiting: number
  total: number
  held: number
  sold: number
  state: string
  hold_sequence: number
}
type HoldRow = {
  id: string
  buyer_id: string
  person_id: string
  quantity: number
  sequence: number
  state: string
  expires_at: string
  phone_key: string | null
  address_key: string | null
  unit_price_fen: number
  pay_first: boolean
}
type WaiterRow = Pick<EntryRow, 'number' | 'buyer_id' | 'person_id' | 'quantity'> & {
  hold_id: string
  state: string
}
type EntryRow = {
  number: number
  buyer_id: string
  person_id: string
  quantity: number
  claim_key: string
  rank: number | null
  outcome: string
}
export type Rows = {
  entries: EntryRow[]
  line: WaiterRow[]
  sale: SaleRow & { per_buyer_limit: number }
  holds: HoldRow[]
  allotted: number
  lapses: { who: string; lapsed_at: string }[]
}

const log = createLog({ LOG_LEVEL: 'silent' })
const writes = new Set<unknown>(['flash_sale_claim', 'flash_sale_enter'])
const isWrite = (query: unknown) =>
  typeof query === 'object' && query !== null && 'name' in query && writes.has(query.name)

/** The database as it is for a process: what it writes is cut before the commit when it may write no more. */
function mortal(database: Database, fate: { writes: number }): Database {
  const isCut = () => fate.writes-- <= 0
  const db = new Proxy(database.db, {
    get(target, name) {
      if (name !== '$transaction') return Reflect.get(target, name, target)
      return (work: (tx: unknown) => Promise<unknown>) => {
        const isLost = isCut()
        return target.$transaction(async (tx) => {
          const done = await work(tx)
          if (isLost) throw new Cut()
          return done
        })
      }
    },
  })
  async function writeInVain(query: object) {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query(query as { text: string })
      await client.query('rollback')
      throw new Cut()
    } finally {
      client.release()
    }
  }
  const pool = new Proxy(database.pool, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name, target)
      return (query: unknown, ...rest: unknown[]) =>
        isWrite(query) && isCut()
          ? writeInVain(query as object)
          : Reflect.apply(target.query, target, [query, ...rest])
    },
  })
  return { ...database, db, pool }
}

/** A sale of its own in a database that runs share. Nothing but its rows outlives the process in front of it. */
export async function aStage(
  theatre: Theatre,
  { run, terms, dayOf }: { run: string; terms: Terms; dayOf: number },
) {
  const { database, variantId, liveSessionId } = theatre
  const startAt = morning.getTime() + dayOf * 86_400_000
  const clock = standingClock(new Date(startAt))
  const fate = { writes: Infinity }
  const seen = mortal(database, fate)
  const saleId = `sale_${run}`
  const allottedBefore = await openSale(theatre, { saleId, terms, startAt })
  const buyerId = (buyer: number) => `vis_${run}_${buyer}`
  await letLapse(theatre, {
    pastSaleId: `past_${saleId}`,
    startAt,
    lapses: terms.lapses.map(({ buyer, ...lapse }) => ({ ...lapse, buyerId: buyerId(buyer) })),
  })
  const start = (): FlashSales =>
    createFlashSales({ database: seen, clock, ids: randomIds, log, bus: noOtherNodes })
  let rows = await read()

  /** Holds as the log has them, so that one that is out of its place there is seen. */
  async function read(): Promise<Rows> {
    const { rows: found } = await database.pool.query({
      name: 'stage_rows',
      text: `select to_jsonb(sale) as sale, (select sum(allotted)::int from catalog_stock) as allotted,
          coalesce((select jsonb_agg(to_jsonb(hold) order by batch.first_sequence, granted.place)
            from flash_sale_batch batch
            cross join lateral unnest(batch.hold_ids) with ordinality as granted (id, place)
            join flash_sale_hold hold on hold.id = granted.id
            where batch.sale_id = sale.id), '[]') as holds,
          coalesce((select jsonb_agg(to_jsonb(entry) order by number) from flash_sale_entry entry
            where entry.sale_id = sale.id), '[]') as entries,
          coalesce((select jsonb_agg(to_jsonb(waiter) order by number) from flash_sale_waiter waiter
            where waiter.sale_id = sale.id), '[]') as line,
          coalesce((select jsonb_agg(to_jsonb(lapse)) from flash_sale_lapse lapse
            join flash_sale_hold hold on hold.id = lapse.hold_id
            where hold.sale_id in (sale.id, 'past_' || sale.id)), '[]') as lapses
        from flash_sale sale where sale.id = $1`,
      values: [saleId],
    })
    return found[0]
  }

  const holdAt = (number: number) => rows.holds[sequenceOf(number, rows.holds.length) - 1]
  const stage: Stage = {
    flashSale: start(),
    db: seen.db,
    saleId,
    liveSessionId,
    buyerId,
    accountId: (account) => `${account} of ${run}`,
    doorOf: (name) => `${name} of ${run}`,
    claimKey: (key) => uuidOf(`${run}/${key}`),
    holdId: (number) => holdAt(number)?.id ?? null,
    ownerOf: (number) => holdAt(number)!.buyer_id,
    moveClock(byMs) {
      clock.advance(byMs)
      return clock.now().getTime()
    },
    openAnother: start,
    async moveTo(other) {
      const before = stage.flashSale
      stage.flashSale = other
      await before.close()
    },
  }
  const isDrawn = terms.opening !== 'first_come'

  return {
    stage,
    startAt,
    async look() {
      rows = await read()
      return rows
    },
    /** made again from what is published: the seed, and the tags of who is in it */
    drawOrder: isDrawn
      ? (keys: readonly number[]) => {
          const root = rootOf(keys.map((key) => tagOf(saleId, stage.claimKey(key))))
          return drawOrder({ seed: seedOf(saleId), drawId: saleId, root }, keys.length)
        }
      : null,
    /** the rows that the model says there are */
    expected: (model: Model) => expectedRows(model, { stage, variantId, allottedBefore }),
    seen: () => comparable(rows),
    /** does it in a process that dies before the commit of what it writes after so much */
    async cut(writes: number, act: () => Promise<unknown>) {
      fate.writes = writes
      try {
        await act()
      } catch (error) {
        if (!(error instanceof Cut)) throw error
      } finally {
        fate.writes = Infinity
      }
    },
    /** a new process, with an empty memory */
    restart: () => stage.moveTo(start()),
    async close() {
      await stage.flashSale.close()
    },
    /** a run that failed leaves nothing that is due */
    async clear() {
      const its = (column: string) => `where ${column} in ('${saleId}', 'past_${saleId}')`
      await asOwner(
        theatre.databaseUrl,
        `delete from flash_sale_hold ${its('sale_id')};
         delete from flash_sale_batch ${its('sale_id')};
         delete from flash_sale ${its('id')}`,
      )
    },
  }
}

const seedOf = (saleId: string) => createHash('sha256').update(saleId).digest('hex')

async function openSale(
  { database, variantId, liveSessionId }: Theatre,
  { saleId, terms, startAt }: { saleId: string; terms: Terms; startAt: number },
): Promise<number> {
  const at = (sec: number | null) => (sec === null ? null : new Date(startAt + sec * 1000))
  const { total, limit, opensInSec, durationSec } = terms
  const { rows } = await database.pool.query({
    name: 'stage_sale',
    text: `with before as materialized (select sum(allotted)::int as allotted from catalog_stock)
      insert into flash_sale (id, kind, live_session_id, variant_id, price_fen, total, per_buyer_limit, state,
        duration_sec, opens_at, ends_at, opened_at, created_at, opening, pay_first)
      select $1, 'flash', $2, $3, 5900, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from before
      returning (select allotted from before) as allotted`,
    values: [
      saleId,
      liveSessionId,
      variantId,
      total,
      limit,
      opensInSec === null ? 'open' : 'scheduled',
      durationSec,
      at(opensInSec),
      durationSec === null ? null : at((opensInSec ?? 0) + durationSec),
      opensInSec === null ? at(0) : null,
      at(0),
      terms.opening,
      terms.payFirst,
    ],
  })
  if (terms.opening !== 'first_come') {
    const seed = seedOf(saleId)
    await database.db.draw.create({ data: { saleId, seed, commitment: commitmentOf(seed) } })
  }
  await database.pool.query('select catalog_carve($1, $2)', [[variantId], [total]])
  return rows[0].allotted
}

type Looks = { stage: Stage; variantId: string; allottedBefore: number }

function expectedRows(model: Model, { stage, allottedBefore }: Looks) {
  const { total, state, holds } = model
  const person = (name: string) =>
    name.startsWith('visitor ') ? stage.buyerId(Number(name.slice(8))) : stage.accountId(name)
  const who = (name: string) =>
    /^(phone|address) /.test(name) ? `${name.split(' ')[0]}:${stage.doorOf(name)}` : person(name)
  const idOf = (key: number) => holdIdOf(stage.saleId, stage.claimKey(key))
  const door = (name: string | null) => (name === null ? null : stage.doorOf(name))
  return {
    sale: {
      total,
      state,
      waiting: waiters(model).length,
      held: heldUnits(model),
      sold: paidUnits(model),
      sequence: holds.length,
    },
    allotted: allottedBefore + carvedPieces(model),
    entries: model.entries.map(({ buyer, key, ...entry }) => ({
      ...entry,
      buyer: stage.buyerId(buyer),
      person: person(entry.person),
      key: stage.claimKey(key),
    })),
    line: model.line.map(({ buyer, key, ...waiter }) => ({
      ...waiter,
      buyer: stage.buyerId(buyer),
      person: person(waiter.person),
      holdId: idOf(key),
    })),
    holds: holds.map((hold) => ({
      sequence: hold.sequence,
      buyer: stage.buyerId(hold.buyer),
      person: person(hold.person),
      quantity: hold.quantity,
      holdId: idOf(hold.key),
      state: hold.state,
      expiresAt: hold.expiresAt,
      payFirst: hold.payFirst,
      phone: door(hold.phone),
      address: door(hold.address),
    })),
    lapses: model.lapses.map((lapse) => `${who(lapse.who)} at ${lapse.at}`).toSorted(),
  }
}

function comparable({ sale, holds, allotted, entries, line, lapses }: Rows): ReturnType<typeof expectedRows> {
  const { total, state, held, sold, waiting, hold_sequence: sequence } = sale
  return {
    sale: { total, state: state as Model['state'], waiting, held, sold, sequence },
    allotted,
    entries: entries.map(({ number, buyer_id, person_id, quantity, claim_key, rank, outcome }) => ({
      number,
      person: person_id,
      quantity,
      rank,
      outcome,
      buyer: buyer_id,
      key: claim_key,
    })),
    line: line.map(({ number, buyer_id, person_id, quantity, hold_id, state }) => ({
      number,
      person: person_id,
      quantity,
      state: state as Model['line'][number]['state'],
      buyer: buyer_id,
      holdId: hold_id,
    })),
    holds: holds.map((hold) => ({
      sequence: hold.sequence,
      buyer: hold.buyer_id,
      person: hold.person_id,
      quantity: hold.quantity,
      holdId: hold.id,
      state: hold.state as Model['holds'][number]['state'],
      expiresAt: Date.parse(hold.expires_at),
      payFirst: hold.pay_first,
      phone: hold.phone_key,
      address: hold.address_key,
    })),
    lapses: lapses.map((lapse) => `${lapse.who} at ${Date.parse(lapse.lapsed_at)}`).toSorted(),
  }
}
