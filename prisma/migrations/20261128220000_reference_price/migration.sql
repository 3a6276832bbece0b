-- What a flash price may be compared with: the lowest price for which a piece was sold in the seven days before, and when
-- none was, the price of the last one sold (明码标价和禁止价格欺诈规定 第十八条, 规范促销行为暂行规定 第二十条). A shelf price that nobody
-- paid is not a price that went down. Coupons are the platform's money: the price was the whole.
create index flash_sale_hold_deals on flash_sale_hold (sale_id, created_at) where state = 'paid';

create function flash_sale_reference(p_variant text, p_price bigint, p_at timestamptz) returns bigint
language sql stable as $$
  select case when basis > p_price then basis end from (
    select coalesce(
      (select min(hold.unit_price_fen) from flash_sale sale join flash_sale_hold hold on hold.sale_id = sale.id
        where sale.variant_id = p_variant and hold.state = 'paid'
          and hold.created_at >= p_at - interval '7 days' and hold.created_at < p_at),
      (select last.unit_price_fen from flash_sale sale cross join lateral (
          select unit_price_fen, created_at from flash_sale_hold
            where sale_id = sale.id and state = 'paid' and created_at < p_at
            order by created_at desc limit 1
        ) last where sale.variant_id = p_variant order by last.created_at desc limit 1)
    ) as basis) deals
$$;
