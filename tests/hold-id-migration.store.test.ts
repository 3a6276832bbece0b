import { expect, it } from 'vitest'
import { carriedOver } from '#tests/setup/old-database.ts'
import { OLD_GOODS } from '#tests/setup/old-goods.ts'

// A sale that is under way comes through 20261129050000: what is held keeps its id, and who waits gets what comes back.

const OLD_SHOP = `${OLD_GOODS}
  insert into flash_sale (id, kind, variant_id, price_fen, total, held, sold, per_buyer_limit, state, opened_at, hold_sequence,
      waiting, wait_first, wait_sequence)
    values ('sale_a', 'shelf', 'var', 6800, 2, 1, 0, 5, 'open', now(), 1, 1, 1, 1);
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence, state, created_at, expires_at)
    values ('hold_old', 'sale_a', 'vis_a', 'vis_a', 1, 6800, gen_random_uuid(), 1, 'held', now(), now());
  insert into flash_sale_waiter (sale_id, number, buyer_id, person_id, quantity, claim_key, hold_id, joined_at)
    values ('sale_a', 1, 'vis_b', 'vis_b', 1, gen_random_uuid(), 'hold_waits', now());`

it('carries a sale that is under way over', async () => {
  await carriedOver({ tested: '20261129050000_hold_named_by_its_claim', had: OLD_SHOP }, async (client) => {
    const rows = async (query: string) => (await client.query(query)).rows
    expect(await rows(`select flash_sale_offer('sale_a', now(), 90) as id`)).toEqual([{ id: 'hold_waits' }])
    expect(await rows('select id, buyer_id, sequence, state from flash_sale_hold order by sequence')).toEqual(
      [
        { id: 'hold_old', buyer_id: 'vis_a', sequence: '1', state: 'held' },
        { id: 'hold_waits', buyer_id: 'vis_b', sequence: '2', state: 'held' },
      ],
    )
    expect(await rows('select name from flash_sale_invariants() where broken > 0')).toEqual([])

    const again = rows(
      `select outcome from flash_sale_claim('sale_a', now(), 300, '{vis_a}', '{1}', '{hold_old}', 90)`,
    )
    expect(await again).toEqual([{ outcome: 'sale' }, { outcome: 'known' }])
  })
})
