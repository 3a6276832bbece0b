/** One jar of honey of one village, in the columns that every migration since has carried over. */
export const OLD_GOODS = `
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
    values ('var', 'p', 'SKU', '500克/瓶', '500 g jar', 500, 6800, 0);`
