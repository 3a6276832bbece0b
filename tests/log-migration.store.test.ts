import { expect, it } from 'vitest'
import { carriedOver } from '#tests/setup/old-database.ts'
import { OLD_GOODS } from '#tests/setup/old-goods.ts'

// The order of grants comes through 20261129060000, and goes on where it was.

const OLD_SHOP = `${OLD_GOODS}
  insert into flash_sale (id, kind, variant_id, price_fen, total, held, sold, per_buyer_limit, state, opened_at, hold_sequence)
    values ('sale_a', 'shelf', 'var', 6800, 2000, 1201, 0, 5, 'open', now(), 1201),
      ('sale_b', 'shelf', 'var', 6800, 9, 0, 0, 5, 'open', now(), 0);
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence, state, created_at, expires_at)
    select 'hold_' || n, 'sale_a', 'vis_' || n, 'vis_' || n, 1, 6800, n, 'held', now(), now() from generate_series(1, 1201) n;`

it('carries the order of grants over', async () => {
  await carriedOver({ tested: '20261129060000_log_by_batch', had: OLD_SHOP }, async (client) => {
    const rows = async (query: string) => (await client.query(query)).rows
    for (const [saleId, key] of [
      ['sale_a', 'a'],
      ['sale_b', 'b'],
    ])
      await client.query(
        `select from flash_sale_claim('${saleId}', now(), 300, '{vis_x}', '{1}', '{hold_${key}}', 90)`,
      )

    expect(
      await rows(
        'select sale_id, first_sequence::int as first, last_sequence::int as last from flash_sale_batch',
      ),
    ).toEqual([
      { sale_id: 'sale_a', first: 1, last: 500 },
      { sale_id: 'sale_a', first: 501, last: 1000 },
      { sale_id: 'sale_a', first: 1001, last: 1201 },
      { sale_id: 'sale_a', first: 1202, last: 1202 },
      { sale_id: 'sale_b', first: 1, last: 1 },
    ])
    expect(await rows(`select id from flash_sale_log('sale_a', 499, 502) order by sequence`)).toEqual(
      [499, 500, 501, 502].map((number) => ({ id: `hold_${number}` })),
    )
    expect(await rows('select name from flash_sale_invariants() where broken > 0')).toEqual([])
  })
})
