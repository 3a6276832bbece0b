-- A hold's id is made of its sale and its claim key, and says everything that a column and an index of the key said: its
-- primary key lets each be granted once (docs/decisions/061-a-hold-is-named-by-its-claim.md). Holds of before keep the
-- ids that they have.

drop function flash_sale_claim, flash_sale_claim_each, flash_sale_wait;

-- A hold never changes its sale, its claim, its price or its place in line.
drop trigger flash_sale_hold_kept on flash_sale_hold;
create trigger flash_sale_hold_kept before update on flash_sale_hold for each row
  when ((old.id, old.sale_id, old.buyer_id, old.quantity, old.unit_price_fen, old.sequence)
    is distinct from (new.id, new.sale_id, new.buyer_id, new.quantity, new.unit_price_fen, new.sequence))
  execute function flash_sale_hold_stays();

-- Somebody may leave the line and join it again with the same claim.
-- DropIndex
DROP INDEX "flash_sale_waiter_hold_id_key";

-- AlterTable
ALTER TABLE "flash_sale_hold" DROP COLUMN "claim_key";

-- AlterTable
ALTER TABLE "flash_sale_waiter" DROP COLUMN "claim_key";

-- The same as before (20261128180000), in functions that PostgreSQL need not look up and unfold for each statement.
alter table flash_sale
  drop constraint flash_sale_rehearsal_named,
  add constraint flash_sale_rehearsal_named check (
    (kind = 'rehearsal') = starts_with(id, 'rehearsal_')
    and (kind = 'rehearsal') = coalesce(starts_with(live_session_id, 'rehearsal_'), false));
alter table flash_sale_hold
  drop constraint flash_sale_hold_rehearsal_named,
  drop constraint flash_sale_hold_rehearsal_unpaid,
  add constraint flash_sale_hold_rehearsal_named
    check (starts_with(id, 'rehearsal_') = starts_with(sale_id, 'rehearsal_')),
  add constraint flash_sale_hold_rehearsal_unpaid
    check (not starts_with(sale_id, 'rehearsal_') or state in ('held', 'released', 'expired'));

-- Each of these is as before (20261126000701, and 20261128180000 for who waits) but for that.

/*
 * As before, and what everybody has and asks is looked up at once. `p_ids` are the claims' own: an id that is known is a
 * claim that is asked again.
 */
create function flash_sale_claim(
  p_sale text,
  p_now timestamptz,
  p_hold_sec int,
  p_buyers text[],
  p_quantities int[],
  p_ids text[],
  p_pay_first_sec int
) returns table (ord int, outcome text, sequence bigint, of int, taken int, detail json, pay_first int[])
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set lock_timeout = '5s'
as $$
#variable_conflict use_column
declare
  v_size constant int := cardinality(p_ids);
  v_sale flash_sale;
  v_open boolean;
  v_asked int;
  v_persons text[] := p_buyers;
  v_late text[] := '{}';
  v_count int := 0;
  v_units int := 0;
  v_answers jsonb;
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  if not found then
    return query select 0, 'sale_not_found', null::bigint, null::int, null::int, null::json, null::int[];
    return;
  end if;
  v_open := v_sale.opening <> 'raffle'
    and (v_sale.state = 'open'
      or (v_sale.state = 'scheduled' and v_sale.opening = 'first_come' and v_sale.opens_at <= p_now))
    and (v_sale.ends_at is null or v_sale.ends_at > p_now);
  if exists (select from flash_sale_person where buyer_id = any (p_buyers)) then
    v_persons := (
      select array_agg(coalesce(person.person_id, claim.buyer) order by claim.ord)
      from unnest(p_buyers) with ordinality as claim (buyer, ord)
      left join flash_sale_person person on person.buyer_id = claim.buyer);
  end if;
  if v_sale.pay_first then
    v_late := array(select flash_sale_pays_first(v_persons, p_now));
  end if;

  -- The batch in which everybody gets what they ask: one statement looks and writes. Ids that are known, or come twice,
  -- are left to the primary key to find. What somebody has and asks is added up together: one look for all of them.
  v_asked := (select sum(quantity) from unnest(p_quantities) as quantity);
  if v_open and v_asked <= v_sale.total - v_sale.held - v_sale.sold then
    begin
      insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence,
        state, created_at, expires_at, pay_first)
      select id, p_sale, buyer, person, quantity, v_sale.price_fen, v_sale.hold_sequence + ord,
        'held', p_now,
        p_now + make_interval(secs => case when person = any (v_late) then p_pay_first_sec else p_hold_sec end),
        person = any (v_late)
      from unnest(p_buyers, v_persons, p_quantities, p_ids) with ordinality
        as claim (buyer, person, quantity, id, ord)
      where not exists (
        select from (
          select * from unnest(v_persons, p_quantities) as asked (person, quantity)
          union all
          select hold.person_id, hold.quantity from flash_sale_hold hold
          where hold.sale_id || '/' || hold.person_id = any (
              array(select p_sale || '/' || person from unnest(v_persons) as person))
            and hold.state in ('held', 'paying', 'paid')) as had_or_asked
        group by person having sum(quantity) > v_sale.per_buyer_limit);
      get diagnostics v_count = row_count;
    exception when unique_violation then
      v_count := 0;
    end;
    v_units := case when v_count = v_size then v_asked else 0 end;
  end if;
  if v_units = 0 then
    select * into v_count, v_units, v_answers from flash_sale_claim_each(
      v_sale, v_open, p_now, p_hold_sec, p_buyers, v_persons, p_quantities, p_ids,
      v_late, p_pay_first_sec);
  end if;

  if v_units > 0 then
    update flash_sale set
      held = held + v_units,
      hold_sequence = hold_sequence + v_count,
      version = version + 1,
      state = 'open',
      opened_at = coalesce(opened_at, p_now)
    where id = p_sale returning * into v_sale;
  end if;
  return query select 0, case when v_answers is null then 'all_held' else 'sale' end,
    v_sale.hold_sequence - v_count, null::int, null::int, row_to_json(v_sale),
    case when v_late <> '{}' then array(
      select claim.ord::int from unnest(v_persons) with ordinality as claim (person, ord)
      where claim.person = any (v_late)) end;
  if v_answers is not null then
    return query
      select answer.ord, answer.outcome, answer.sequence, answer.of, answer.taken, answer.detail, null::int[]
      from jsonb_to_recordset(v_answers)
        as answer (ord int, outcome text, sequence bigint, of int, taken int, detail json)
      order by answer.ord;
  end if;
end $$;

create function flash_sale_claim_each(
  p_sale flash_sale,
  p_open boolean,
  p_now timestamptz,
  p_hold_sec int,
  p_buyers text[],
  p_persons text[],
  p_quantities int[],
  p_ids text[],
  p_late text[],
  p_pay_first_sec int,
  out o_count int,
  out o_units int,
  out o_answers jsonb
)
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  v_size constant int := cardinality(p_ids);
  v_free int := p_sale.total - p_sale.held - p_sale.sold;
  v_outcomes text[] := array_fill('closed'::text, array[v_size]);
  v_sequences bigint[] := array_fill(null::bigint, array[v_size]);
  v_holders int[] := array_fill(null::int, array[v_size]);
  v_takens int[] := array_fill(null::int, array[v_size]);
  v_granted int[] := array_fill(0, array[v_size]);
  v_holder_of_id int[] := array_fill(null::int, array[v_size]);
  v_holder int;
  v_claim record;
begin
  o_count := 0;
  o_units := 0;
  for v_claim in
    select claim.ord::int as ord, claim.buyer, claim.quantity,
      min(claim.ord) over (partition by claim.person)::int as person_no,
      min(claim.ord) over (partition by claim.id)::int as id_no,
      known.id as known_id,
      (known.sale_id, known.buyer_id, known.quantity) = (p_sale.id, claim.buyer, claim.quantity) as is_retry,
      has.units
    from unnest(p_buyers, p_persons, p_quantities, p_ids) with ordinality
      as claim (buyer, person, quantity, id, ord)
    left join flash_sale_hold known on known.id = claim.id
    cross join lateral (
      select coalesce(sum(hold.quantity), 0)::int as units from flash_sale_hold hold
      where hold.sale_id || '/' || hold.person_id = p_sale.id || '/' || claim.person
        and hold.state in ('held', 'paying', 'paid')) has
    order by claim.ord
  loop
    v_holder := v_holder_of_id[v_claim.id_no];
    v_takens[v_claim.ord] := v_claim.units + v_granted[v_claim.person_no];
    if v_claim.known_id is not null then
      v_outcomes[v_claim.ord] := case when v_claim.is_retry then 'known' else 'claim_key_reused' end;
    elsif v_holder is not null then
      if p_buyers[v_holder] = v_claim.buyer and p_quantities[v_holder] = v_claim.quantity then
        v_outcomes[v_claim.ord] := 'held';
        v_sequences[v_claim.ord] := v_sequences[v_holder];
        v_holders[v_claim.ord] := v_holder;
      else
        v_outcomes[v_claim.ord] := 'claim_key_reused';
      end if;
    elsif not p_open then
      continue;
    elsif v_takens[v_claim.ord] + v_claim.quantity > p_sale.per_buyer_limit then
      v_outcomes[v_claim.ord] := 'over_limit';
    elsif v_claim.quantity > v_free then
      v_outcomes[v_claim.ord] := 'sold_out';
    else
      o_count := o_count + 1;
      o_units := o_units + v_claim.quantity;
      v_free := v_free - v_claim.quantity;
      v_granted[v_claim.person_no] := v_granted[v_claim.person_no] + v_claim.quantity;
      v_holder_of_id[v_claim.id_no] := v_claim.ord;
      v_outcomes[v_claim.ord] := 'held';
      v_sequences[v_claim.ord] := p_sale.hold_sequence + o_count;
      v_holders[v_claim.ord] := v_claim.ord;
    end if;
  end loop;

  if o_count > 0 then
    insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence,
      state, created_at, expires_at, pay_first)
    select id, p_sale.id, buyer, person, quantity, p_sale.price_fen, sequence,
      'held', p_now,
      p_now + make_interval(secs => case when person = any (p_late) then p_pay_first_sec else p_hold_sec end),
      person = any (p_late)
    from unnest(p_buyers, p_persons, p_quantities, p_ids, v_sequences, v_holders) with ordinality
      as claim (buyer, person, quantity, id, sequence, holder, ord)
    where holder = ord;
  end if;

  o_answers := (
    select jsonb_agg(jsonb_build_object(
      'ord', claim.ord, 'outcome', claim.outcome, 'sequence', claim.sequence, 'of', claim.holder,
      'taken', claim.taken, 'detail', case when claim.outcome = 'known' then (
        select to_jsonb(hold) from flash_sale_hold hold where hold.id = claim.id) end))
    from unnest(p_ids, v_outcomes, v_sequences, v_holders, v_takens) with ordinality
      as claim (id, outcome, sequence, holder, taken, ord));
end $$;

create or replace function flash_sale_offer(p_sale text, p_now timestamptz, p_offer_sec int) returns setof text
language plpgsql
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_free int;
  v_sequence bigint;
  v_waiter record;
  v_moved boolean := false;
  v_is_last boolean;
  v_pays_first boolean := false;
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  v_free := v_sale.total - v_sale.held - v_sale.sold;
  v_sequence := v_sale.hold_sequence;
  if v_sale.waiting = 0 or v_free = 0 or v_sale.state <> 'open' or v_sale.ends_at <= p_now then return; end if;

  foreach v_is_last in array case when v_sale.pay_first then array[false, true] else array[false] end loop
    for v_waiter in
      select waiter.*, coalesce(person.person_id, waiter.buyer_id) as person
      from flash_sale_waiter waiter left join flash_sale_person person on person.buyer_id = waiter.buyer_id
      where waiter.sale_id = p_sale and state = 'waiting' order by number
    loop
      exit when v_free = 0;
      continue when v_waiter.quantity > v_free;
      if v_sale.pay_first then
        v_pays_first := exists (select from flash_sale_pays_first(array[v_waiter.person], p_now));
        continue when v_pays_first <> v_is_last;
      end if;
      v_moved := true;
      if v_waiter.quantity + flash_sale_units_of(p_sale, v_waiter.person, null, null, '') > v_sale.per_buyer_limit
        or exists (select from flash_sale_hold where id = v_waiter.hold_id)
      then
        update flash_sale_waiter set state = 'left', left_at = p_now
        where sale_id = p_sale and number = v_waiter.number;
        continue;
      end if;
      v_sequence := v_sequence + 1;
      v_free := v_free - v_waiter.quantity;
      insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence,
        state, created_at, expires_at, pay_first)
      values (v_waiter.hold_id, p_sale, v_waiter.buyer_id, v_waiter.person, v_waiter.quantity, v_sale.price_fen,
        v_sequence, 'held', p_now, p_now + make_interval(secs => p_offer_sec),
        v_pays_first);
      update flash_sale_waiter set state = 'offered', left_at = p_now
      where sale_id = p_sale and number = v_waiter.number;
      return next v_waiter.hold_id;
    end loop;
  end loop;
  if not v_moved then return; end if;
  update flash_sale set held = total - sold - v_free, hold_sequence = v_sequence where id = p_sale;
  perform flash_sale_line_moved(p_sale);
end $$;

create function flash_sale_wait(
  p_sale text, p_now timestamptz, p_offer_sec int, p_most int, p_buyer text, p_quantity int, p_hold text
) returns table (
  outcome text, number int, ahead int, quantity int, hold text, taken int, detail jsonb, pays_first boolean
) language plpgsql as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_person text;
  v_place flash_sale_waiter;
  v_taken int;
  v_pays_first boolean;
begin
  select * into v_sale from flash_sale where id = p_sale and kind <> 'shelf' for update;
  if not found then
    return query select 'sale_not_found', null::int, null::int, null::int, null, null::int, null::jsonb, null::boolean;
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
      when exists (select from flash_sale_hold where id = p_hold) then 'claim_key_used'
      when v_sale.waiting >= p_most then 'line_full' end;
    if outcome is not null then
      return query select outcome, null::int, null::int, null::int, null, v_taken, to_jsonb(v_sale),
        null::boolean;
      return;
    end if;
    insert into flash_sale_waiter (sale_id, number, buyer_id, person_id, quantity, hold_id, joined_at)
    values (p_sale, v_sale.wait_sequence + 1, p_buyer, v_person, p_quantity, p_hold, p_now);
    update flash_sale set wait_sequence = wait_sequence + 1 where id = p_sale;
    perform flash_sale_line_moved(p_sale);
    perform flash_sale_offer(p_sale, p_now, p_offer_sec);
    select * into v_place from flash_sale_waiter
      where sale_id = p_sale and number = v_sale.wait_sequence + 1;
  end if;
  v_pays_first := v_sale.pay_first and exists (select from flash_sale_pays_first(array[v_person], p_now));
  return query select v_place.state, v_place.number,
    (select count(*)::int from flash_sale_waiter
      where sale_id = p_sale and state = 'waiting'
        and case when v_pays_first then number <> v_place.number else number < v_place.number end),
    v_place.quantity, case v_place.state when 'offered' then v_place.hold_id end, v_taken, null::jsonb,
    v_pays_first;
end $$;

create or replace function flash_sale_line_from_draw(p_sale text, p_now timestamptz) returns void language plpgsql as $$
begin
  insert into flash_sale_waiter (sale_id, number, buyer_id, person_id, quantity, hold_id, joined_at)
  select p_sale, row_number() over (order by entry.rank), entry.buyer_id,
    coalesce(person.person_id, entry.buyer_id), entry.quantity, entry.hold_id, p_now
  from flash_sale_entry entry left join flash_sale_person person on person.buyer_id = entry.buyer_id
  where entry.sale_id = p_sale and entry.outcome = 'lost';
  if not found then return; end if;
  update flash_sale set
    wait_sequence = (select count(*) from flash_sale_entry where sale_id = p_sale and outcome = 'lost')
  where id = p_sale;
  perform flash_sale_line_moved(p_sale);
end $$;

create or replace function flash_sale_run_draw(p_sale text, p_now timestamptz, p_hold_sec int, p_pay_first_sec int)
returns setof text language plpgsql as $$
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
  v_late text[] := '{}';
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
  if v_sale.pay_first then
    v_late := array(select flash_sale_pays_first(array_agg(coalesce(person.person_id, entry.buyer_id)), p_now)
      from flash_sale_entry entry left join flash_sale_person person on person.buyer_id = entry.buyer_id
      where entry.sale_id = p_sale and entry.number = any (v_won));
  end if;
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence,
    state, created_at, expires_at, pay_first)
  select entry.hold_id, p_sale, entry.buyer_id, who.person, entry.quantity,
    v_sale.price_fen, v_sale.hold_sequence + won.place, 'held', p_now,
    p_now + make_interval(secs => case when who.person = any (v_late) then p_pay_first_sec else p_hold_sec end),
    who.person = any (v_late)
  from unnest(v_won) with ordinality as won (number, place)
  join flash_sale_entry entry on entry.sale_id = p_sale and entry.number = won.number
  left join flash_sale_person person on person.buyer_id = entry.buyer_id
  cross join lateral (select coalesce(person.person_id, entry.buyer_id) as person) as who;
  update flash_sale set held = v_sale.total - v_sale.sold - v_free,
    hold_sequence = hold_sequence + cardinality(v_won)
  where id = p_sale;
  return query select hold_id from flash_sale_entry
    where sale_id = p_sale and number = any (v_won) order by rank;
end $$;

-- As before (20261123000300).
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
