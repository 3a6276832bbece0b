import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { asOwner } from '#tests/setup/ledger.ts'
import { aSale } from '#tests/make/selling.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'

let counter: SaleCounter
const people = (count: number) => Array.from({ length: count }, (_, index) => `vis_${index}`)
const granted = <Answer extends { ok: boolean }>(answers: Answer[]) => answers.filter(({ ok }) => ok).length

beforeEach(async () => {
  counter = await aSaleCounter({ stock: 10, perBuyerLimit: 2 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

describe('claims', () => {
  it('gives 10 units to exactly 10 of 200 buyers, in their order', async () => {
    const answers = await Promise.all(people(200).map((buyer) => counter.claim(buyer)))

    expect(answers.map(({ ok }) => ok)).toEqual(people(200).map((_, index) => index < 10))
    expect(answers.slice(0, 10).map((answer) => answer.ok && answer.value.sequence)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ])
    expect(answers[199]).toEqual({ ok: false, refusal: { kind: 'sold_out', left: 0, held: 10 } })
    expect(await counter.flashSale.sale(counter.sale.id)).toMatchObject({ held: 10, left: 0, version: 1 })
  })

  it('gives two nodes together no more than there is', async () => {
    const other = counter.openAnother()
    const answers = await Promise.all(
      people(200).map((buyer, index) =>
        (index % 2 ? other : counter.flashSale).claim(buyer, {
          saleId: counter.sale.id,
          quantity: 1,
          claimKey: randomIds.uuid(),
        }),
      ),
    )
    await other.close()

    expect(granted(answers)).toBe(10)
  })

  it('gives one buyer with 100 requests no more than the limit', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => counter.claim('vis_eager')))

    expect(granted(answers)).toBe(2)
    expect(answers[99]).toEqual({ ok: false, refusal: { kind: 'over_limit', limit: 2, taken: 2 } })
  })

  it('makes one hold of a key that comes 50 times', async () => {
    const claimKey = randomIds.uuid()
    const answers = await Promise.all(people(50).map(() => counter.claim('vis_thumb', { claimKey })))

    expect(new Set(answers.map((answer) => answer.ok && answer.value.holdId)).size).toBe(1)
    expect(granted(answers)).toBe(50)
    expect(await counter.db.hold.count()).toBe(1)
  })

  it('finds the hold of a key again after a crash between commit and answer, and when all is sold', async () => {
    const claimKey = randomIds.uuid()
    const lost = await counter.claim('vis_a', { claimKey })
    await Promise.all(people(20).map((buyer) => counter.claim(buyer)))
    const restarted = counter.openAnother()
    const again = { saleId: counter.sale.id, quantity: 1, claimKey }

    expect(await restarted.claim('vis_a', again)).toEqual(lost)
    expect(await counter.claim('vis_a', { claimKey: claimKey.toUpperCase() })).toEqual(lost)
    await restarted.close()
  })

  it('loses and doubles nothing while the server ends its connections', async () => {
    const sale = await aSale(counter.db, { id: 'sale_rush', variantId: counter.variant.id, total: 60 })
    const cut = () =>
      asOwner(
        counter.databaseUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'shanhuo'`,
      )
    const claims: ReturnType<SaleCounter['claim']>[] = []
    for (let wave = 0; wave < 12; wave++) {
      claims.push(...people(10).map((buyer) => counter.claim(`${buyer}_${wave}`, { saleId: sale.id })))
      await cut()
    }
    const answers = await Promise.all(claims)

    expect(granted(answers)).toBe(60)
    expect(answers.filter((answer) => !answer.ok && answer.refusal.kind === 'sold_out')).toHaveLength(60)
    expect(await counter.db.hold.count({ where: { saleId: sale.id } })).toBe(60)
  })

  it('tells who has to wait how many are before them', async () => {
    const { flashSale, database, sale } = counter
    const client = await database.pool.connect()
    await client.query('begin')
    await client.query('select from flash_sale where id = $1 for update', [sale.id])
    const told: [number, number][] = []
    const claims: ReturnType<SaleCounter['claim']>[] = []
    const isTold = new Promise<void>((resolve) => {
      for (const n of [0, 1, 2])
        claims.push(
          flashSale.claim(
            `vis_${n}`,
            { saleId: sale.id, quantity: 1, claimKey: randomIds.uuid() },
            (ahead) => {
              told.push([n, ahead])
              if (told.length === 3) resolve()
            },
          ),
        )
    })
    await isTold
    await client.query('commit')
    client.release()

    expect(granted(await Promise.all(claims))).toBe(3)
    expect(told.toSorted()).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ])
  })

  it('refuses a key that was used for another claim', async () => {
    const claimKey = randomIds.uuid()
    await counter.claim('vis_a', { claimKey })
    const refused = { ok: false, refusal: { kind: 'claim_key_reused' } }

    expect(await counter.claim('vis_b', { claimKey })).toEqual(refused)
    expect(await counter.claim('vis_a', { claimKey, quantity: 2 })).toEqual(refused)
  })

  it('takes a key in each sale for itself', async () => {
    const other = await aSale(counter.db, { variantId: counter.variant.id, total: 50 })
    const claimKey = randomIds.uuid()
    const [here, there] = await Promise.all([
      counter.claim('vis_a', { claimKey }),
      counter.claim('vis_a', { claimKey, saleId: other.id }),
    ])

    expect(here).toMatchObject({ ok: true, value: { saleId: counter.sale.id } })
    expect(there).toMatchObject({ ok: true, value: { saleId: other.id } })
  })

  it('does not let a claim that is too big stop a smaller one behind it', async () => {
    const answers = await Promise.all([
      ...people(9).map((buyer) => counter.claim(buyer)),
      counter.claim('vis_two', { quantity: 2 }),
      counter.claim('vis_one'),
    ])

    expect(answers[9]).toEqual({ ok: false, refusal: { kind: 'sold_out', left: 0, held: 10 } })
    expect(answers[10]?.ok).toBe(true)
  })

  it('says why a sale takes no claims', async () => {
    const { flashSale, sale, clock } = counter
    const refusal = async () => {
      const answer = await counter.claim('vis_a')
      return answer.ok ? answer.value : answer.refusal
    }
    await flashSale.pause(sale.id)
    expect(await refusal()).toEqual({ kind: 'sale_paused' })

    const opensAt = new Date(clock.now().getTime() + 60_000)
    await counter.db.flashSale.update({
      where: { id: sale.id },
      data: { state: 'scheduled', opensAt, pausedAt: null },
    })
    expect(await refusal()).toEqual({ kind: 'sale_not_open', opensAt: opensAt.toISOString() })
    clock.set(opensAt)
    expect(await refusal()).toMatchObject({ state: 'held', quantity: 1 })

    await counter.db.flashSale.update({ where: { id: sale.id }, data: { endsAt: opensAt } })
    expect(await refusal()).toEqual({ kind: 'sale_ended' })
    expect(await counter.claim('vis_a', { saleId: 'sale_of_nothing' })).toEqual({
      ok: false,
      refusal: { kind: 'sale_not_found' },
    })
  })

  it('knows no sale whose name has letters that a list of ids would end with', async () => {
    for (const saleId of ['sale_"]', 'sale_,', 'sale_}', 'sale_\\', 'sale_ ', 'sale_花'])
      expect(await counter.claim('vis_a', { saleId })).toEqual({
        ok: false,
        refusal: { kind: 'sale_not_found' },
      })
  })
})
