-- Goods that came back with a refund and can be sold again are units that came in once more.

-- AlterTable
ALTER TABLE "checkout_refund" ADD COLUMN "units_back" INTEGER NOT NULL DEFAULT 0;

alter table checkout_refund add constraint checkout_refund_units_back
  check (units_back = 0 or (units_back > 0 and reason in ('quality', 'remorse', 'logistics', 'dispute')));

-- No more come back than were sent. Under the order's lock, which the refund's own check takes.
create function checkout_refund_units_within_order() returns trigger language plpgsql as $$
begin
  if new.units_back > 0 and new.units_back
       + (select coalesce(sum(units_back), 0) from checkout_refund where order_id = new.order_id)
     > (select coalesce(sum(quantity), 0) from checkout_order_line where order_id = new.order_id)
  then
    raise exception 'UNITS_BEYOND_ORDER order=%', new.order_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger checkout_refund_zz_units before insert on checkout_refund
  for each row execute function checkout_refund_units_within_order();

create function checkout_refund_units_kept() returns trigger language plpgsql as $$
begin
  raise exception 'REFUND_KEPT %', old.id using errcode = '42501';
end $$;
create trigger checkout_refund_units_kept before update on checkout_refund
  for each row when (new.units_back <> old.units_back) execute function checkout_refund_units_kept();

-- What was carved for the sale stays its sale's: what comes back is there beside it.
create function catalog_take_back(p_variants text[], p_pieces int[]) returns void language plpgsql as $$
begin
  perform from catalog_stock where id in (
    select stock_id from catalog_variant_component where variant_id = any(p_variants)) order by id for update;
  update catalog_stock stock set on_hand = stock.on_hand + back.units
    from (
      select component.stock_id, sum(component.units * asked.pieces)::int as units
        from unnest(p_variants, p_pieces) as asked (variant_id, pieces)
        join catalog_variant_component component using (variant_id)
       where asked.pieces > 0
       group by component.stock_id) back
   where stock.id = back.stock_id;
end $$;
