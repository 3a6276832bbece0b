import { expect, it } from 'vitest'
import { carriedOver } from '#tests/setup/old-database.ts'

// A sale that is under way comes through 20261129050000: what is held keeps its id, and who waits gets what comes back.

const OLD_SHOP = `
  insert into registry_village (id, key, name_zh, name_en, prefecture_zh, county_zh, township_zh, place_en, intro_zh, intro_en, picture)
    values ('v', 'v', '村', 'V', '市', '县', '镇', 'P', '介', 'I', 'p');
  insert into registry_organisation (id, party_id, kind, village_id, name_zh, name_en, book_code)
    values ('o', gen_random_uuid(), 'cooperative', 'v', '社', 'O', 'b');
  insert into registry_household (id, party_id, village_id, cooperative_id, head_name_zh, head_name_en)
    values ('h', gen_random_uuid(), 'v', 'o', '户', 'H');
  insert into registry_base (id, village_id, name_zh, name_en, crop_zh, crop_en, area_mu)
    values ('b', 'v', '基', 'B', '蜜', 'honey', 80);
  insert into catalog_category (id, slug, name_zh, name_en, picture, position) values ('c', 'c', '类', 'C', 'p', 0);
  insert into catalog_product (id, slug, category_id, village_id, cooperative_id, household_id, rule_code, title_zh, title_en,
      tagline_zh, tagline_en, story_zh, story_en, storage_zh, storage_en, shelf_life_days, return_class, picture, position)
    values ('p', 'p', 'c', 'v', 'o', 'h', 'standard', '蜜', 'Honey', '', '', '', '', '', '', 540, 'seven_days', 'p', 0);
  insert into catalog_variant (id, product_id, sku_code, name_zh, name_en, net_weight_g, price_fen, position)
    values ('var', 'p', 'SKU', '500克/瓶', '500 g jar', 500, 6800, 0);
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
