import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt } from '../scripts/run.mjs'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { asOwner } from '#tests/setup/ledger.ts'

// The report must see what the schema is there to prevent: here somebody with the owner's password goes around it.

let counter: SaleCounter
let owner: pg.Client
beforeAll(async () => {
  counter = await aSaleCounter({ stock: 6, perBuyerLimit: 2 })
  for (const buyerId of ['ann', 'bo']) {
    await counter.claim(buyerId)
    await counter.claim(buyerId)
  }
  owner = new pg.Client(counter.databaseUrl)
  await owner.connect()
  await owner.query('set session_replication_role = replica')
})
afterAll(async () => {
  await owner.end()
  await counter.close()
})

const deeds: [invariant: string, ...deed: string[]][] = [
  ['sale_held_is_its_open_holds', 'update flash_sale set held = held - 1'],
  ['sale_sold_is_its_paid_holds', 'update flash_sale set sold = sold + 1'],
  [
    'sale_not_oversold',
    'alter table flash_sale drop constraint flash_sale_never_oversold',
    'update flash_sale set total = 3',
  ],
  ['sale_sequence_is_gapless', 'update flash_sale set hold_sequence = hold_sequence + 1'],
  ['sale_log_is_its_holds', 'update flash_sale_batch set hold_ids[1] = hold_ids[1] || 1'],
  ['buyer_within_limit', 'update flash_sale set per_buyer_limit = 1'],
  ['phone_within_limit', `update flash_sale_hold set phone_key = 'one phone'`],
  ['address_within_limit', `update flash_sale_hold set address_key = 'one address'`],
  [
    'one_hold_per_claim_key',
    'alter table flash_sale_hold drop constraint flash_sale_hold_pkey cascade',
    'update flash_sale_hold set id = (select id from flash_sale_hold limit 1)',
  ],
  ['hold_has_a_sale', `update flash_sale_hold set sale_id = 'no sale' where sequence = 4`],
  ['hold_price_is_the_sales', 'update flash_sale_hold set unit_price_fen = 1 where sequence = 1'],
  ['stock_allotted_is_its_sales', 'update catalog_stock set allotted = allotted - 1'],
  [
    'stock_never_overdrawn',
    'alter table catalog_stock drop constraint catalog_stock_carved',
    'update catalog_stock set on_hand = allotted - 1',
  ],
  ['sale_is_of_stock', 'delete from catalog_variant_component'],
  [
    'only_sellable_lots_are_on_sale',
    'alter table catalog_lot drop constraint catalog_lot_recall_known',
    'update catalog_lot set recalled_at = now()',
  ],
]

describe('the report of invariants', () => {
  it.each(deeds)('sees when not: %s', async (invariant, ...deed) => {
    await owner.query('begin')
    for (const statement of deed) await owner.query(statement)
    const { rows } = await owner.query(`
      select name from flash_sale_invariants() where broken > 0
      union all select name from catalog_stock_invariants() where broken > 0`)
    await owner.query('rollback')

    expect(rows.map(({ name }) => name)).toContain(invariant)
  })
})

const verify = () =>
  attempt(process.execPath, ['--import', 'tsx', 'scripts/sale-verify.ts'], {
    env: { ...process.env, DATABASE_URL: counter.databaseUrl },
  })

it('`npm run sale:verify` says what is broken, and fails', async () => {
  const sound = await verify()
  await asOwner(counter.databaseUrl, 'update flash_sale set per_buyer_limit = 1')
  const broken = await verify()

  expect(sound).toMatchObject({ code: 0 })
  expect(sound.output).not.toContain('BROKEN')
  expect(broken.code).toBe(1)
  expect(broken.output).toContain('BROKEN  buyer within limit: not of 2')
})
