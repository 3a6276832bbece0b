-- 候补: units that come back are offered, in order, to those who wait for them
-- (docs/decisions/016-units-that-return-are-offered-in-line.md).

-- AlterTable
ALTER TABLE "flash_sale" ADD COLUMN     "wait_first" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "wait_sequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "waiting" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "flash_sale_waiter" (
    "sale_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "claim_key" UUID NOT NULL,
    "hold_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "flash_sale_waiter_pkey" PRIMARY KEY ("sale_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "flash_sale_waiter_hold_id_key" ON "flash_sale_waiter"("hold_id");

-- AddForeignKey
ALTER TABLE "flash_sale_waiter" ADD CONSTRAINT "flash_sale_waiter_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "flash_sale"("id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table flash_sale
  add constraint flash_sale_waiting_counted check (waiting between 0 and wait_sequence);
alter table flash_sale_waiter
  add constraint flash_sale_waiter_quantity check (quantity between 1 and 99),
  add constraint flash_sale_waiter_state check (state in ('waiting', 'offered', 'left')),
  add constraint flash_sale_waiter_left check ((state = 'waiting') = (left_at is null));
create unique index flash_sale_waiter_one_a_person on flash_sale_waiter (sale_id, person_id) where state = 'waiting';
create index flash_sale_waiter_line on flash_sale_waiter (sale_id, number) where state = 'waiting';

-- Counts the line again after some of it has gone. Under the sale's lock.
create function flash_sale_line_moved(p_sale text) returns void language sql as $$
  update flash_sale sale set waiting = line.waiting, wait_first = coalesce(line.first, wait_sequence + 1),
    version = version + 1
  from (select count(*)::int as waiting, min(number) as first from flash_sale_waiter
    where sale_id = p_sale and state = 'waiting') as line
  where sale.id = p_sale
$$;

/*
 * Grants what is free to those who wait, in order, for a short while. Whoever waits for more than there is keeps the
 * place, and does not stop a smaller one behind. Whoever has got as much as the limit allows in another way, or used
 * the claim key, is no longer in line.
 * To be called in the transaction in which units come back, so that no claim can be before the line.
 * @returns the holds it granted
 */
create function flash_sale_offer(p_sale text, p_now timestamptz, p_offer_sec int) returns setof text
language plpgsql as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_free int;
  v_sequence bigint;
  v_waiter record;
  v_moved boolean := false;
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  v_free := v_sale.total - v_sale.held - v_sale.sold;
  v_sequence := v_sale.hold_sequence;
  if v_sale.waiting = 0 or v_free = 0 or v_sale.state <> 'open' or v_sale.ends_at <= p_now then return; end if;

  for v_waiter in
    select waiter.*, coalesce(person.person_id, waiter.buyer_id) as person
    from flash_sale_waiter waiter left join flash_sale_person person on person.buyer_id = waiter.buyer_id
    where waiter.sale_id = p_sale and state = 'waiting' order by number
  loop
    exit when v_free = 0;
    continue when v_waiter.quantity > v_free;
    v_moved := true;
    if v_waiter.quantity + flash_sale_units_of(p_sale, v_waiter.person, null, null, '') > v_sale.per_buyer_limit
      or exists (select from flash_sale_hold
        where sale_id || '/' || claim_key::text = p_sale || '/' || v_waiter.claim_key::text)
    then
      update flash_sale_waiter set state = 'left', left_at = p_now
      where sale_id = p_sale and number = v_waiter.number;
      continue;
    end if;
    v_sequence := v_sequence + 1;
    v_free := v_free - v_waiter.quantity;
    insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence,
      state, created_at, expires_at)
    values (v_waiter.hold_id, p_sale, v_waiter.buyer_id, v_waiter.person, v_waiter.quantity, v_sale.price_fen,
      v_waiter.claim_key, v_sequence, 'held', p_now, p_now + make_interval(secs => p_offer_sec));
    update flash_sale_waiter set state = 'offered', left_at = p_now
    where sale_id = p_sale and number = v_waiter.number;
    return next v_waiter.hold_id;
  end loop;
  if not v_moved then return; end if;
  update flash_sale set held = total - sold - v_free, hold_sequence = v_sequence where id = p_sale;
  perform flash_sale_line_moved(p_sale);
end $$;

/*
 * Puts a buyer at the end of the line, once a person, and offers at once what is free.
 * @returns one row: sale_not_found, closed (`detail`: the sale, which says how), over_limit (`taken`), claim_key_used,
 *   line_full, waiting (`number`, `ahead`, `quantity`), offered (`hold`)
 */
create function flash_sale_wait(
  p_sale text, p_now timestamptz, p_offer_sec int, p_most int, p_buyer text, p_quantity int, p_key uuid, p_hold text
) returns table (outcome text, number int, ahead int, quantity int, hold text, taken int, detail jsonb) language plpgsql as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_person text;
  v_place flash_sale_waiter;
  v_taken int;
begin
  select * into v_sale from flash_sale where id = p_sale and kind = 'flash' for update;
  if not found then
    return query select 'sale_not_found', null::int, null::int, null::int, null, null::int, null::jsonb;
    return;
  end if;
  v_person := coalesce((select person_id from flash_sale_person where buyer_id = p_buyer), p_buyer);
  v_taken := flash_sale_units_of(p_sale, v_person, null, null, '');
  select * into v_place from flash_sale_waiter where sale_id = p_sale and person_id = v_person and state = 'waiting';
  if not found then
    outcome := case
      when v_sale.state not in ('open', 'paused') or v_sale.opened_at is null or v_sale.ends_at <= p_now
        or v_sale.opening = 'raffle' then 'closed'
      when v_taken + p_quantity > v_sale.per_buyer_limit then 'over_limit'
      when exists (select from flash_sale_hold
        where sale_id || '/' || claim_key::text = p_sale || '/' || p_key::text) then 'claim_key_used'
      when v_sale.waiting >= p_most then 'line_full' end;
    if outcome is not null then
      return query select outcome, null::int, null::int, null::int, null, v_taken, to_jsonb(v_sale);
      return;
    end if;
    insert into flash_sale_waiter (sale_id, number, buyer_id, person_id, quantity, claim_key, hold_id, joined_at)
    values (p_sale, v_sale.wait_sequence + 1, p_buyer, v_person, p_quantity, p_key, p_hold, p_now);
    update flash_sale set wait_sequence = wait_sequence + 1 where id = p_sale;
    perform flash_sale_line_moved(p_sale);
    perform flash_sale_offer(p_sale, p_now, p_offer_sec);
    select * into v_place from flash_sale_waiter
      where sale_id = p_sale and number = v_sale.wait_sequence + 1;
  end if;
  return query select v_place.state, v_place.number,
    (select count(*)::int from flash_sale_waiter
      where sale_id = p_sale and state = 'waiting' and number < v_place.number),
    v_place.quantity, case v_place.state when 'offered' then v_place.hold_id end, v_taken, null::jsonb;
end $$;

/* Gives up a place. @returns whether there was one */
create function flash_sale_leave(p_sale text, p_now timestamptz, p_buyer text) returns boolean
language plpgsql as $$
begin
  perform from flash_sale where id = p_sale for update;
  update flash_sale_waiter set state = 'left', left_at = p_now
  where sale_id = p_sale and state = 'waiting'
    and person_id = coalesce((select person_id from flash_sale_person where buyer_id = p_buyer), p_buyer);
  if not found then return false; end if;
  perform flash_sale_line_moved(p_sale);
  return true;
end $$;

-- Whoever was in the draw and got nothing waits from the beginning, in the order of the draw.
create function flash_sale_line_from_draw(p_sale text, p_now timestamptz) returns void language plpgsql as $$
begin
  insert into flash_sale_waiter (sale_id, number, buyer_id, person_id, quantity, claim_key, hold_id, joined_at)
  select p_sale, row_number() over (order by entry.rank), entry.buyer_id,
    coalesce(person.person_id, entry.buyer_id), entry.quantity, entry.claim_key, entry.hold_id, p_now
  from flash_sale_entry entry left join flash_sale_person person on person.buyer_id = entry.buyer_id
  where entry.sale_id = p_sale and entry.outcome = 'lost';
  if not found then return; end if;
  update flash_sale set
    wait_sequence = (select count(*) from flash_sale_entry where sale_id = p_sale and outcome = 'lost')
  where id = p_sale;
  perform flash_sale_line_moved(p_sale);
end $$;

-- As before, and the line is made with the draw.
create or replace function flash_sale_run_draw(p_sale text, p_now timestamptz, p_hold_sec int) returns setof text
language plpgsql as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_seed text;
  v_root text;
  v_free int;
  v_entry record;
  v_numbers int[] := '{}';
  v_outcomes text[] := '{}';
  v_won int[] := '{}';
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  if v_sale.state <> 'open' then return; end if;
  select seed into v_seed from flash_sale_draw where sale_id = p_sale and drawn_at is null for update;
  if v_seed is null then return; end if;
  v_root := flash_sale_draw_root(p_sale);

  v_free := v_sale.total - v_sale.held - v_sale.sold;
  for v_entry in
    select entry.number, quantity,
      row_number() over (partition by coalesce(person.person_id, entry.buyer_id) order by entry.number) as of_person
    from flash_sale_entry entry left join flash_sale_person person on person.buyer_id = entry.buyer_id
    where sale_id = p_sale
    order by flash_sale_draw_key(v_seed, p_sale, v_root, entry.number)
  loop
    v_numbers := v_numbers || v_entry.number;
    if v_entry.of_person > 1 then
      v_outcomes := v_outcomes || 'merged'::text;
    elsif v_entry.quantity > v_free then
      v_outcomes := v_outcomes || 'lost'::text;
    else
      v_free := v_free - v_entry.quantity;
      v_outcomes := v_outcomes || 'won'::text;
      v_won := v_won || v_entry.number;
    end if;
  end loop;
  update flash_sale_entry entry set rank = ranked.rank, outcome = ranked.outcome
  from unnest(v_numbers, v_outcomes) with ordinality as ranked (number, outcome, rank)
  where entry.sale_id = p_sale and entry.number = ranked.number;

  update flash_sale_draw set root = v_root, drawn_at = p_now where sale_id = p_sale;
  perform flash_sale_line_from_draw(p_sale, p_now);
  if v_won = '{}' then return; end if;
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence,
    state, created_at, expires_at)
  select entry.hold_id, p_sale, entry.buyer_id, coalesce(person.person_id, entry.buyer_id), entry.quantity,
    v_sale.price_fen, entry.claim_key, v_sale.hold_sequence + won.place, 'held', p_now,
    p_now + make_interval(secs => p_hold_sec)
  from unnest(v_won) with ordinality as won (number, place)
  join flash_sale_entry entry on entry.sale_id = p_sale and entry.number = won.number
  left join flash_sale_person person on person.buyer_id = entry.buyer_id;
  update flash_sale set held = v_sale.total - v_sale.sold - v_free,
    hold_sequence = hold_sequence + cardinality(v_won)
  where id = p_sale;
  return query select hold_id from flash_sale_entry
    where sale_id = p_sale and number = any (v_won) order by rank;
end $$;

-- Losers may get a hold later, out of the line: after all winners.
create or replace function flash_sale_draw_invariants() returns table (name text, broken bigint) language sql stable as $$
  with expected as (
    select entry.*, draw.seed, hold.sequence, hold.person_id as granted_to,
      row_number() over (partition by entry.sale_id
        order by flash_sale_draw_key(draw.seed, entry.sale_id, draw.root, number)) as place,
      row_number() over (partition by entry.sale_id, entry.outcome order by entry.rank) as of_outcome,
      count(*) filter (where entry.outcome = 'won') over (partition by entry.sale_id) as winners
    from flash_sale_entry entry
    join flash_sale_draw draw on draw.sale_id = entry.sale_id and draw.drawn_at is not null
    left join flash_sale_hold hold on hold.id = entry.hold_id
  )
  select 'draw_seed_is_what_was_committed_to', count(*) from flash_sale_draw
    where commitment <> encode(sha256(decode(seed, 'hex')), 'hex')
  union all select 'draw_root_is_of_its_entries', count(*) from flash_sale_draw
    where drawn_at is not null and root <> flash_sale_draw_root(sale_id)
  union all select 'draw_entries_are_counted', count(*) from flash_sale_draw draw
    where entries <> (select count(*) from flash_sale_entry where sale_id = draw.sale_id)
  union all select 'draw_rank_follows_the_seed', count(*) from expected where rank is distinct from place
  union all select 'draw_winners_come_in_order', count(*) from expected
    where (outcome = 'won' and sequence is distinct from of_outcome)
      or (outcome = 'lost' and sequence <= winners) or (outcome = 'merged' and sequence is not null)
  union all select 'draw_one_entry_a_person', count(*) from (
    select from flash_sale_entry group by sale_id, person_id having count(*) > 1) as twice
  union all select 'sale_opens_with_its_draw', count(*)
    from flash_sale sale left join flash_sale_draw draw on draw.sale_id = sale.id
    where (sale.opening <> 'first_come') <> (draw.sale_id is not null)
      or (sale.opened_at is not null and draw.sale_id is not null and draw.drawn_at is null)
$$;

-- The visitor's place in a line is the account's, which keeps the one that is further ahead.
create function flash_sale_merge_waiter(p_sale text, p_buyer text, p_person text, p_now timestamptz) returns void
language plpgsql as $$
begin
  update flash_sale_waiter later set state = 'left', left_at = p_now
  where sale_id = p_sale and state = 'waiting' and person_id in (p_buyer, p_person)
    and exists (select from flash_sale_waiter earlier
      where earlier.sale_id = p_sale and earlier.state = 'waiting' and earlier.person_id in (p_buyer, p_person)
        and earlier.number < later.number);
  update flash_sale_waiter set person_id = p_person
  where sale_id = p_sale and state = 'waiting' and person_id = p_buyer;
  perform flash_sale_line_moved(p_sale);
end $$;

-- As before, with the line.
create or replace function flash_sale_merge_buyer(p_buyer text, p_person text, p_now timestamptz) returns setof text
language plpgsql as $$
declare
  v_sale flash_sale;
  v_hold flash_sale_hold;
  v_room int;
begin
  insert into flash_sale_person (buyer_id, person_id, merged_at) values (p_buyer, p_person, p_now)
    on conflict (buyer_id) do update set person_id = p_person, merged_at = p_now
    where flash_sale_person.person_id <> p_person;
  for v_sale in
    select sale.* from flash_sale sale
    where ((sale.held > 0 or sale.sold > 0) and exists (
        select from flash_sale_hold hold where hold.sale_id || '/' || hold.person_id = sale.id || '/' || p_buyer))
      or (sale.waiting > 0 and exists (
        select from flash_sale_waiter where sale_id = sale.id and person_id = p_buyer and state = 'waiting'))
    order by sale.id for update
  loop
    if v_sale.waiting > 0 then perform flash_sale_merge_waiter(v_sale.id, p_buyer, p_person, p_now); end if;
    v_room := v_sale.per_buyer_limit - flash_sale_units_of(v_sale.id, p_person, null, null, '');
    for v_hold in
      select * from flash_sale_hold
      where sale_id || '/' || person_id = v_sale.id || '/' || p_buyer and state in ('held', 'paying', 'paid')
      order by array_position(array['paid', 'paying', 'held'], state), sequence for update
    loop
      if v_hold.quantity <= v_room then
        update flash_sale_hold set person_id = p_person where id = v_hold.id;
        v_room := v_room - v_hold.quantity;
      elsif v_hold.state = 'held' then
        return next v_hold.id;
      end if;
    end loop;
  end loop;
end $$;

-- What must be zero of the lines, at an instant: an open sale has nothing free that somebody in line would get.
create function flash_sale_wait_invariants(p_now timestamptz) returns table (name text, broken bigint)
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
    where (waiter.state = 'offered') <> (hold.id is not null)
$$;
