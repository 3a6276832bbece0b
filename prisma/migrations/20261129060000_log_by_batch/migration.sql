-- The order of a sale's grants is kept a row a batch, by ids of holds, where each hold had a place in an index
-- (docs/decisions/063-the-order-of-grants-is-a-row-a-batch.md).

-- DropIndex
DROP INDEX "flash_sale_hold_sale_id_sequence_key";

-- CreateTable
CREATE TABLE "flash_sale_batch" (
    "sale_id" TEXT NOT NULL,
    "first_sequence" BIGINT NOT NULL,
    "last_sequence" BIGINT NOT NULL,
    "hold_ids" TEXT[],

    CONSTRAINT "flash_sale_batch_pkey" PRIMARY KEY ("sale_id","first_sequence")
);

insert into flash_sale_batch (sale_id, first_sequence, last_sequence, hold_ids)
select sale_id, min(sequence), max(sequence), array_agg(id order by sequence)
from flash_sale_hold group by sale_id, (sequence - 1) / 500;

alter table flash_sale_batch
  alter column hold_ids set not null,
  -- Half of an id is chance, and trying to compress it would take longer than writing it.
  alter column hold_ids set storage external,
  add constraint flash_sale_batch_gapless check (first_sequence > 0 and last_sequence - first_sequence + 1 = cardinality(hold_ids));
-- What was published stays.
revoke update, delete, truncate on flash_sale_batch from shanhuo_app;

drop trigger flash_sale_hold_added on flash_sale_hold;
drop function flash_sale_hold_has_sale;

-- Holds that are granted together are a batch of their sale, and their numbers are the next ones. Whoever grants has the
-- sale's lock, and counts what was granted before anybody grants more: who does not meets the primary key. What a
-- foreign key from hold to sale would say is said here, once a sale instead of once a row.
create function flash_sale_log_batch() returns trigger language plpgsql as $$
declare
  v_batch record;
  v_before bigint;
begin
  for v_batch in
    select sale_id, min(sequence) as first, max(sequence) as last, count(distinct sequence) as numbers,
      array_agg(id order by sequence) as ids
    from new_holds group by sale_id
  loop
    select hold_sequence into v_before from flash_sale where id = v_batch.sale_id;
    if not found then
      raise foreign_key_violation using message = format('FLASH_SALE_HOLD_WITHOUT_SALE %s', v_batch.sale_id);
    end if;
    if (v_batch.first, v_batch.last, v_batch.numbers)
      <> (v_before + 1, v_before + v_batch.numbers, cardinality(v_batch.ids)) then
      raise check_violation using message = format('FLASH_SALE_NUMBERS_NOT_NEXT %s', v_batch.sale_id);
    end if;
    insert into flash_sale_batch (sale_id, first_sequence, last_sequence, hold_ids)
    values (v_batch.sale_id, v_batch.first, v_batch.last, v_batch.ids);
  end loop;
  return null;
end $$;
create trigger flash_sale_hold_logged after insert on flash_sale_hold
  referencing new table as new_holds for each statement execute function flash_sale_log_batch();

-- As before (20261123000010), and a sale has holds when it has a batch of them.
create or replace function flash_sale_has_no_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.id = old.id then return new; end if;
  if exists (select from flash_sale_batch where sale_id = old.id) then
    raise foreign_key_violation using message = format('FLASH_SALE_HAS_HOLDS %s', old.id);
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

-- As before (20261129050000), in words that a row that is granted passes soonest.
alter table flash_sale_hold
  drop constraint flash_sale_hold_rehearsal_named,
  drop constraint flash_sale_hold_rehearsal_unpaid,
  add constraint flash_sale_hold_rehearsal_named
    check ((id like 'rehearsal\_%') = (sale_id like 'rehearsal\_%')),
  add constraint flash_sale_hold_rehearsal_unpaid
    check (state in ('held', 'released', 'expired') or sale_id not like 'rehearsal\_%');

-- The holds of a sale from one number to another, both included. A place in an array is an int, which a number that was
-- asked for need not be.
create function flash_sale_log(p_sale text, p_from bigint, p_to bigint) returns setof flash_sale_hold
language sql stable
set enable_seqscan = off
as $$
  select hold.* from flash_sale_batch batch
  cross join lateral unnest(
    batch.hold_ids[greatest(p_from - batch.first_sequence, 0) + 1
      : least(p_to, batch.last_sequence) - batch.first_sequence + 1]) as granted (id)
  join flash_sale_hold hold on hold.id = granted.id
  where batch.sale_id = p_sale and batch.first_sequence <= p_to
    and batch.first_sequence >= coalesce((
      select max(first_sequence) from flash_sale_batch where sale_id = p_sale and first_sequence <= p_from), 0)
$$;

-- As before (20261129050000), to at most so many: they are granted by one statement, and each is compared with all.
create function flash_sale_offer_some(p_sale text, p_now timestamptz, p_offer_sec int, p_most int) returns setof text
language plpgsql
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_free int;
  v_waiter record;
  v_numbers int[] := '{}';
  v_ids text[] := '{}';
  v_persons text[] := '{}';
  v_late boolean[] := '{}';
  v_offered int;
  v_moved boolean := false;
  v_is_last boolean;
  v_pays_first boolean := false;
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  v_free := v_sale.total - v_sale.held - v_sale.sold;
  if v_sale.waiting = 0 or v_free = 0 or v_sale.state <> 'open' or v_sale.ends_at <= p_now then return; end if;

  foreach v_is_last in array case when v_sale.pay_first then array[false, true] else array[false] end loop
    for v_waiter in
      select waiter.*, coalesce(person.person_id, waiter.buyer_id) as person
      from flash_sale_waiter waiter left join flash_sale_person person on person.buyer_id = waiter.buyer_id
      where waiter.sale_id = p_sale and state = 'waiting' order by number
    loop
      exit when v_free = 0 or cardinality(v_ids) = p_most;
      continue when v_waiter.quantity > v_free;
      if v_sale.pay_first then
        v_pays_first := exists (select from flash_sale_pays_first(array[v_waiter.person], p_now));
        continue when v_pays_first <> v_is_last;
      end if;
      v_moved := true;
      -- Who has signed in to another account since may wait beside it, and is one person with it now.
      v_offered := case when v_waiter.person = any (v_persons) then (
        select sum(waiter.quantity) from unnest(v_persons, v_numbers) as offered (person, number)
        join flash_sale_waiter waiter on waiter.sale_id = p_sale and waiter.number = offered.number
        where offered.person = v_waiter.person) else 0 end;
      if v_waiter.quantity + v_offered + flash_sale_units_of(p_sale, v_waiter.person, null, null, '') > v_sale.per_buyer_limit
        or v_waiter.hold_id = any (v_ids) or exists (select from flash_sale_hold where id = v_waiter.hold_id)
      then
        update flash_sale_waiter set state = 'left', left_at = p_now
        where sale_id = p_sale and number = v_waiter.number;
        continue;
      end if;
      v_free := v_free - v_waiter.quantity;
      v_numbers := v_numbers || v_waiter.number;
      v_ids := v_ids || v_waiter.hold_id;
      v_persons := v_persons || v_waiter.person;
      v_late := v_late || v_pays_first;
      update flash_sale_waiter set state = 'offered', left_at = p_now
      where sale_id = p_sale and number = v_waiter.number;
    end loop;
  end loop;
  if not v_moved then return; end if;
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence,
    state, created_at, expires_at, pay_first)
  select waiter.hold_id, p_sale, waiter.buyer_id, offered.person, waiter.quantity,
    v_sale.price_fen, v_sale.hold_sequence + offered.place, 'held', p_now, p_now + make_interval(secs => p_offer_sec),
    offered.pays_first
  from unnest(v_numbers, v_persons, v_late) with ordinality as offered (number, person, pays_first, place)
  join flash_sale_waiter waiter on waiter.sale_id = p_sale and waiter.number = offered.number;
  update flash_sale set held = total - sold - v_free, hold_sequence = hold_sequence + cardinality(v_ids)
  where id = p_sale;
  perform flash_sale_line_moved(p_sale);
  return query select unnest(v_ids);
end $$;

create or replace function flash_sale_offer(p_sale text, p_now timestamptz, p_offer_sec int) returns setof text
language plpgsql as $$
declare
  c_most constant int := 500;
  v_ids text[];
begin
  loop
    v_ids := array(select flash_sale_offer_some(p_sale, p_now, p_offer_sec, c_most));
    return query select unnest(v_ids);
    exit when cardinality(v_ids) < c_most;
  end loop;
end $$;

-- As before (20261127120000); every hold has a number, and a sale's holds are read by its log.
create or replace view report_live_session_sale as
  select sale.live_session_id, sale.id as sale_id, sale.position, sale.total, sale.price_fen, sale.opened_at,
    product.title_zh, product.title_en, variant.name_zh, variant.name_en, granted.*
  from flash_sale sale
  join catalog_variant variant on variant.id = sale.variant_id
  join catalog_product product on product.id = variant.product_id
  cross join lateral (
    select count(*)::int as holds, coalesce(sum(quantity), 0)::int as units_held,
      -- the last of those units to be granted that were paid for in the end
      max(created_at) filter (where hold.state = 'paid') as last_paid_granted_at
    from flash_sale_log(sale.id, 1, sale.hold_sequence) hold
  ) granted
  where sale.live_session_id is not null and sale.kind = 'flash';

-- As before (20261129050000), and the log is what was granted.
create or replace function flash_sale_invariants() returns table (name text, broken bigint) language sql stable as $$
  with by_sale as (
    select sale_id,
      coalesce(sum(quantity) filter (where state in ('held', 'paying')), 0) as held,
      coalesce(sum(quantity) filter (where state = 'paid'), 0) as sold,
      count(*) as grants,
      max(sequence) as last_sequence
    from flash_sale_hold group by sale_id
  ), sale as (
    select flash_sale.*, coalesce(by_sale.held, 0) as held_by_holds, coalesce(by_sale.sold, 0) as sold_by_holds,
      coalesce(by_sale.grants, 0) as grants, coalesce(by_sale.last_sequence, 0) as last_sequence
    from flash_sale left join by_sale on by_sale.sale_id = flash_sale.id
  )
  select 'sale_held_is_its_open_holds', count(*) from sale where held <> held_by_holds
  union all select 'sale_sold_is_its_paid_holds', count(*) from sale where sold <> sold_by_holds
  union all select 'sale_not_oversold', count(*) from sale where held_by_holds + sold_by_holds > total
  union all select 'sale_sequence_is_gapless', count(*) from sale
    where hold_sequence <> grants or hold_sequence <> last_sequence
  union all select 'sale_log_is_its_holds', count(*) from (
    select batch.sale_id, granted.id, batch.first_sequence + granted.place - 1 as sequence
    from flash_sale_batch batch cross join lateral unnest(batch.hold_ids) with ordinality as granted (id, place)
  ) as log full join flash_sale_hold hold
    on (hold.id, hold.sale_id, hold.sequence) = (log.id, log.sale_id, log.sequence)
    where hold.id is null or log.id is null
  union all select 'buyer_within_limit', count(*) from (
    select from flash_sale_hold join flash_sale on flash_sale.id = sale_id
    where flash_sale_hold.state in ('held', 'paying', 'paid')
    group by sale_id, person_id, per_buyer_limit having sum(quantity) > per_buyer_limit) as over_limit
  union all select 'phone_within_limit', count(*) from (
    select from flash_sale_hold join flash_sale on flash_sale.id = sale_id
    where flash_sale_hold.state in ('held', 'paying', 'paid') and phone_key is not null
    group by sale_id, phone_key, per_buyer_limit having sum(quantity) > per_buyer_limit) as over_limit
  union all select 'address_within_limit', count(*) from (
    select from flash_sale_hold join flash_sale on flash_sale.id = sale_id
    where flash_sale_hold.state in ('held', 'paying', 'paid') and address_key is not null
    group by sale_id, address_key, per_buyer_limit having sum(quantity) > per_buyer_limit) as over_limit
  union all select 'one_hold_per_claim_key', count(*) from (
    select from flash_sale_hold group by id having count(*) > 1) as twice
  union all select 'hold_has_a_sale', count(*) from flash_sale_hold hold
    where not exists (select from flash_sale where id = hold.sale_id)
  union all select 'hold_price_is_the_sales', count(*)
    from flash_sale_hold join flash_sale on flash_sale.id = sale_id where unit_price_fen <> price_fen
$$;

-- As before (20261123000660), but for places that were left: since 20261129050000 the key of one may be that of a hold,
-- when its buyer came back to the line with it.
create or replace function flash_sale_wait_invariants(p_now timestamptz) returns table (name text, broken bigint)
language sql stable as $$
  with line as (
    select sale_id, count(*) as waiting, min(number) as first from flash_sale_waiter where state = 'waiting'
    group by sale_id
  )
  select 'sale_waiting_is_counted', count(*)
    from flash_sale sale left join line on line.sale_id = sale.id
    where sale.waiting <> coalesce(line.waiting, 0)
      or (sale.wait_sequence > 0 and sale.wait_first <> coalesce(line.first, sale.wait_sequence + 1))
  union all select 'sale_line_is_gapless', count(*)
    from flash_sale sale
    where sale.wait_sequence <> (select coalesce(max(number), 0) from flash_sale_waiter where sale_id = sale.id)
  union all select 'sale_offers_what_is_free', count(*)
    from flash_sale sale join flash_sale_waiter waiter on waiter.sale_id = sale.id and waiter.state = 'waiting'
    where sale.state = 'open' and (sale.ends_at is null or sale.ends_at > p_now)
      and waiter.quantity <= sale.total - sale.held - sale.sold
  union all select 'offer_has_its_hold', count(*)
    from flash_sale_waiter waiter left join flash_sale_hold hold on hold.id = waiter.hold_id
    where waiter.state = 'offered' and (hold.sale_id, hold.buyer_id, hold.quantity)
      is distinct from (waiter.sale_id, waiter.buyer_id, waiter.quantity)
  union all select 'one_offer_a_hold', count(*) from (
    select from flash_sale_waiter where state = 'offered' group by hold_id having count(*) > 1) as twice
$$;
