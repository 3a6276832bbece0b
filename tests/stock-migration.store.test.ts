import { expect, it } from 'vitest'
import { carriedOver } from '#tests/setup/old-database.ts'
import { OLD_GOODS } from '#tests/setup/old-goods.ts'

// A shop that is open must come through 000620_stock with what it has: goods, sales under way, orders paid.

/** A shop as the migrations before knew it: one jar of honey, one open sale, one paid order. */
const OLD_SHOP = `${OLD_GOODS}
  insert into catalog_lot (id, product_id, base_id, code, harvested_on, certificate_no)
    values ('lot', 'p', 'b', 'L1', '2026-10-18', 'CNHG-L1');
  insert into catalog_variant_stock (variant_id, lot_id, on_hand, allotted) values ('var', 'lot', 100, 40);
  insert into flash_sale (id, kind, variant_id, lot_id, price_fen, total, held, sold, per_buyer_limit, state, opened_at, hold_sequence)
    values ('sale', 'shelf', 'var', 'lot', 6800, 40, 0, 1, 5, 'open', now(), 1);
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence, state, created_at, expires_at)
    values ('hold', 'sale', 'vis', 'vis', 1, 6800, gen_random_uuid(), 1, 'paid', now(), now());
  insert into checkout_order (id, number, buyer_id, hold_id, state, subtotal_fen, freight_fen, total_fen, recipient_name, phone,
      province, city, district, street, locale, rule_version_id, created_at, paid_at)
    values ('order', 'N1', 'vis', 'hold', 'paid', 6800, 0, 6800, '王', '13812345678', '闽', '榕', '鼓楼', '街', 'zh-CN',
      gen_random_uuid(), now(), now());
  insert into checkout_order_line (id, order_id, variant_id, lot_id, title_zh, title_en, variant_name_zh, variant_name_en, picture,
      product_slug, lot_code, certificate_no, return_class, quantity, unit_price_fen, total_fen, household_id, cooperative_id, collective_id)
    values ('line', 'order', 'var', 'lot', '蜜', 'Honey', '瓶', 'jar', 'p', 'p', 'L1', 'CNHG-L1', 'seven_days', 1, 6800, 6800, 'h', 'o', 'o');`

it('carries stock, sales and orders over', async () => {
  await carriedOver({ tested: '20261123000620_stock', had: OLD_SHOP }, async (client) => {
    const rows = async (query: string) => (await client.query(query)).rows
    expect(
      await rows(`select component.variant_id, component.units, stock.lot_id, stock.unit_zh, stock.on_hand, stock.allotted
        from catalog_variant_component component join catalog_stock stock on stock.id = component.stock_id`),
    ).toEqual([
      { variant_id: 'var', units: 1, lot_id: 'lot', unit_zh: '500克/瓶', on_hand: 100, allotted: 40 },
    ])
    expect(await rows('select lots from checkout_order_line')).toEqual([
      { lots: [{ id: 'lot', code: 'L1', certificateNo: 'CNHG-L1' }] },
    ])
    expect(await rows('select name from catalog_stock_invariants() where broken > 0')).toEqual([])
    await expect(client.query(`update checkout_order_line set lots = '[1]'`)).rejects.toThrow('APPEND_ONLY')
  })
})
