-- Stock that several variants draw on, bundles, lots that may be sold or not, and the stops of a sale
-- (docs/decisions/021-components-draw-on-stock.md).

-- ---------------------------------------------------------------------------------------------------------------
-- Stock: a variant had one row of its own. Now a stock is what is physically there of a lot, and a variant is made of
-- components, each so many units of a stock a piece.

create table catalog_stock (
    "id" text not null,
    "lot_id" text not null,
    "unit_zh" text not null,
    "unit_en" text not null,
    "on_hand" integer not null,
    "allotted" integer not null default 0,

    constraint "catalog_stock_pkey" primary key ("id")
);
create index "catalog_stock_lot_id_idx" on catalog_stock ("lot_id");
alter table catalog_stock add constraint "catalog_stock_lot_id_fkey"
  foreign key ("lot_id") references catalog_lot ("id") on delete restrict on update cascade;

create table catalog_variant_component (
    "variant_id" text not null,
    "stock_id" text not null,
    "units" integer not null,

    constraint "catalog_variant_component_pkey" primary key ("variant_id", "stock_id")
);
create index "catalog_variant_component_stock_id_idx" on catalog_variant_component ("stock_id");
alter table catalog_variant_component add constraint "catalog_variant_component_variant_id_fkey"
  foreign key ("variant_id") references catalog_variant ("id") on delete restrict on update cascade;
alter table catalog_variant_component add constraint "catalog_variant_component_stock_id_fkey"
  foreign key ("stock_id") references catalog_stock ("id") on delete restrict on update cascade;

insert into catalog_stock (id, lot_id, unit_zh, unit_en, on_hand, allotted)
  select 'stock_' || variant.id, stock.lot_id, variant.name_zh, variant.name_en, stock.on_hand, stock.allotted
  from catalog_variant_stock stock join catalog_variant variant on variant.id = stock.variant_id;
insert into catalog_variant_component (variant_id, stock_id, units)
  select variant_id, 'stock_' || variant_id, 1 from catalog_variant_stock;

alter table catalog_stock
  add constraint catalog_stock_carved check (0 <= allotted and allotted <= on_hand);
alter table catalog_variant_component
  add constraint catalog_variant_component_units check (units between 1 and 1000000);

drop table catalog_variant_stock;

-- A bundle has many lots, so a sale and an order line no longer name one.
alter table flash_sale drop column lot_id;

alter table checkout_order_line add column lots jsonb not null default '[]';
alter table checkout_order_line disable trigger checkout_order_line_kept;
update checkout_order_line
  set lots = jsonb_build_array(jsonb_build_object('id', lot_id, 'code', lot_code, 'certificateNo', certificate_no));
alter table checkout_order_line enable trigger checkout_order_line_kept;
alter table checkout_order_line
  drop column lot_id,
  drop column lot_code,
  drop column certificate_no,
  alter column lots drop default,
  add constraint checkout_order_line_lots check (jsonb_typeof(lots) = 'array' and jsonb_array_length(lots) > 0);

-- ---------------------------------------------------------------------------------------------------------------
-- Lots: without a certificate a lot waits; a recalled one is never sold again.

alter table catalog_lot
  alter column certificate_no drop not null,
  add column recalled_at timestamptz(3),
  add column recall_reason text,
  add column recalled_by text,
  add constraint catalog_lot_recall_known
    check ((recalled_at is null) = (recall_reason is null) and (recalled_at is null) = (recalled_by is null));

create function catalog_lot_kept() returns trigger language plpgsql as $$
begin
  if old.certificate_no is not null and new.certificate_no is null then
    raise exception 'LOT_CERTIFICATE_KEPT %', old.id using errcode = '23514';
  end if;
  if old.recalled_at is not null and new.recalled_at is distinct from old.recalled_at then
    raise exception 'LOT_STAYS_RECALLED %', old.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger catalog_lot_kept before update of certificate_no, recalled_at on catalog_lot
  for each row execute function catalog_lot_kept();

-- Whatever code carves, by whatever road: not out of a lot that may not be sold. The share lock makes a recall wait
-- for carvings under way, and those after it wait for the recall.
create function catalog_stock_of_sellable_lot() returns trigger language plpgsql as $$
begin
  perform from catalog_lot
    where id = new.lot_id and certificate_no is not null and recalled_at is null for share;
  if not found then raise exception 'LOT_NOT_SELLABLE %', new.lot_id using errcode = '23514'; end if;
  return new;
end $$;
create trigger catalog_stock_of_sellable_lot before update of allotted on catalog_stock
  for each row when (new.allotted > old.allotted) execute function catalog_stock_of_sellable_lot();
create trigger catalog_stock_of_sellable_lot_new before insert on catalog_stock
  for each row when (new.allotted > 0) execute function catalog_stock_of_sellable_lot();

create function catalog_stock_stays_in_lot() returns trigger language plpgsql as $$
begin
  raise exception 'STOCK_STAYS_IN_LOT %', old.id using errcode = '23514';
end $$;
create trigger catalog_stock_stays_in_lot before update of lot_id on catalog_stock
  for each row when (new.lot_id <> old.lot_id) execute function catalog_stock_stays_in_lot();

-- What was carved for a sale goes back the way it came: a variant that has had a sale keeps its components.
create function catalog_component_kept() returns trigger language plpgsql as $$
declare
  v_variant constant text := case when tg_op = 'INSERT' then new.variant_id else old.variant_id end;
begin
  perform from catalog_variant where id = v_variant for update;
  if exists (select from flash_sale where variant_id = v_variant) then
    raise exception 'COMPONENTS_ARE_SOLD %', v_variant using errcode = '23514';
  end if;
  return coalesce(new, old);
end $$;
create trigger catalog_component_kept before insert or update or delete on catalog_variant_component
  for each row execute function catalog_component_kept();

-- ---------------------------------------------------------------------------------------------------------------
-- Allotment. All callers lock in one order: holds, sales, lots, stocks, each by id.

/*
 * Carves the pieces of these variants out of their components' stocks, all of them or nothing. What several of them
 * ask of one stock is added up before it is compared with what is free.
 * outcome: allotted, not_enough_stock (`variant` may have `available` pieces), lot_recalled, lot_without_certificate
 */
create function catalog_allot(p_variants text[], p_pieces int[])
returns table (outcome text, variant text, available int) language plpgsql as $$
#variable_conflict use_column
declare
  v_refused record;
begin
  perform from catalog_lot where id in (
    select stock.lot_id from catalog_variant_component component
    join catalog_stock stock on stock.id = component.stock_id
    where component.variant_id = any(p_variants)) order by id for share;
  select component.variant_id,
    case when lot.recalled_at is not null then 'lot_recalled' else 'lot_without_certificate' end as outcome
  into v_refused
  from catalog_variant_component component
  join catalog_stock stock on stock.id = component.stock_id
  join catalog_lot lot on lot.id = stock.lot_id
  where component.variant_id = any(p_variants) and (lot.recalled_at is not null or lot.certificate_no is null)
  order by lot.recalled_at nulls last, component.variant_id limit 1;
  if found then
    return query select v_refused.outcome, v_refused.variant_id, 0;
    return;
  end if;

  perform from catalog_stock where id in (
    select stock_id from catalog_variant_component where variant_id = any(p_variants)) order by id for update;

  with wanted as (
    select asked.variant, sum(asked.pieces)::bigint as pieces
    from unnest(p_variants, p_pieces) as asked (variant, pieces) group by asked.variant
  ), part as (
    select wanted.variant, component.stock_id, component.units, component.units * wanted.pieces as units_wanted
    from wanted left join catalog_variant_component component on component.variant_id = wanted.variant
  ), demand as (
    select stock_id, sum(units_wanted) as units from part group by stock_id
  )
  select part.variant,
    coalesce(min((stock.on_hand - stock.allotted - (demand.units - part.units_wanted)) / part.units), 0) as pieces
  into v_refused
  from part left join demand on demand.stock_id = part.stock_id left join catalog_stock stock on stock.id = part.stock_id
  group by part.variant
  having bool_or(stock.id is null or stock.allotted + demand.units > stock.on_hand)
  order by part.variant limit 1;
  if found then
    return query select 'not_enough_stock', v_refused.variant, greatest(floor(v_refused.pieces), 0)::int;
    return;
  end if;

  perform catalog_carve(p_variants, p_pieces);
  return query select 'allotted', null::text, null::int;
end $$;

-- Adds (or takes away, where pieces are negative) what these pieces are made of. The caller has locked the rows.
create function catalog_carve(p_variants text[], p_pieces int[]) returns void language sql as $$
  update catalog_stock stock set allotted = stock.allotted + demand.units
  from (
    select component.stock_id, sum(component.units::bigint * asked.pieces) as units
    from unnest(p_variants, p_pieces) as asked (variant, pieces)
    join catalog_variant_component component on component.variant_id = asked.variant
    group by component.stock_id
  ) demand
  where stock.id = demand.stock_id
$$;

/* The way back: also into the stock of a lot that may not be sold any more. */
create function catalog_give_back(p_variants text[], p_pieces int[]) returns void language plpgsql as $$
begin
  perform from catalog_stock where id in (
    select stock_id from catalog_variant_component where variant_id = any(p_variants)) order by id for update;
  perform catalog_carve(p_variants, array(select -pieces from unnest(p_pieces) with ordinality as asked (pieces, place)
    order by place));
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- A sale that was stopped says why and by whom; one that is paused remembers since when, and is given the time back.

alter table flash_sale
  add column paused_at timestamptz(3),
  add column stop_kind text,
  add column stop_by text,
  drop constraint flash_sale_open_since,
  -- 急停 also halts a sale that has yet to open
  add constraint flash_sale_open_since check (
    opened_at is not null or state not in ('open', 'paused')
    or (state = 'paused' and stop_kind = 'emergency' and opens_at is not null)),
  add constraint flash_sale_paused_since check (state = 'paused' or paused_at is null),
  add constraint flash_sale_stop check (
    case stop_kind
      when 'emergency' then state = 'paused' and stop_by is not null
      when 'recall' then state = 'ended' and stop_by is not null
      else stop_kind is null and stop_by is null
    end);

-- Buyers were told a price. Another price is another sale.
create function flash_sale_price_kept() returns trigger language plpgsql as $$
begin
  raise exception 'PRICE_IS_FIXED %', old.id using errcode = '23514';
end $$;
create trigger flash_sale_price_kept before update of price_fen on flash_sale
  for each row when (old.state <> 'draft' and new.price_fen <> old.price_fen)
  execute function flash_sale_price_kept();

create function flash_sale_draws_on_lot(p_variant text, p_lot text) returns boolean language sql stable as $$
  select exists (
    select from catalog_variant_component component join catalog_stock stock on stock.id = component.stock_id
    where component.variant_id = p_variant and stock.lot_id = p_lot)
$$;

-- What must be zero, always; flash-sale's report shows it with its own.
create function catalog_stock_invariants() returns table (name text, broken bigint) language sql stable as $$
  with carved as (
    -- an ended sale keeps only what is held or sold; the rest went back
    select component.stock_id,
      sum(component.units::bigint * case when sale.state = 'ended' then sale.held + sale.sold else sale.total end) as units
    from flash_sale sale join catalog_variant_component component on component.variant_id = sale.variant_id
    group by component.stock_id
  )
  select 'stock_allotted_is_its_sales', count(*)
    from catalog_stock stock left join carved on carved.stock_id = stock.id
    where stock.allotted <> coalesce(carved.units, 0)
  union all select 'stock_never_overdrawn', count(*) from catalog_stock
    where allotted < 0 or allotted > on_hand
  union all select 'sale_is_of_stock', count(*) from flash_sale sale
    where not exists (select from catalog_variant_component component where component.variant_id = sale.variant_id)
  union all select 'only_sellable_lots_are_on_sale', count(*) from flash_sale sale
    join catalog_variant_component component on component.variant_id = sale.variant_id
    join catalog_stock stock on stock.id = component.stock_id join catalog_lot lot on lot.id = stock.lot_id
    where sale.state <> 'ended' and (lot.recalled_at is not null or lot.certificate_no is null)
$$;
