-- Who pays first has a shorter hold, and comes last in a line (docs/decisions/023-who-lets-holds-lapse-pays-first.md).
-- Each of these is as before but for that.

drop function flash_sale_claim, flash_sale_claim_each, flash_sale_wait, flash_sale_run_draw;

/*
 * As before (000300), and in a sale with `pay_first` a person who pays first is held its units for `p_pay_first_sec`
 * only. The first row names such claims in `pay_first`, by their `ord`; null: none.
 */
create function flash_sale_claim(
  p_sale text,
  p_now timestamptz,
  p_hold_sec int,
  p_buyers text[],
  p_quantities int[],
  p_keys uuid[],
  p_ids text[],
  p_pay_first_sec int
) returns table (ord int, outcome text, sequence bigint, of int, taken int, detail jsonb, pay_first int[])
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set lock_timeout = '5s'
as $$
#variable_conflict use_column
declare
  v_size constant int := cardinality(p_keys);
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
    return query select 0, 'sale_not_found', null::bigint, null::int, null::int, null::jsonb, null::int[];
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

  -- The batch in which everybody gets what they ask: one statement looks and writes. Keys that are known, or come
  -- twice, are left to the unique index to find.
  v_asked := (select sum(quantity) from unnest(p_quantities) as quantity);
  if v_open and v_asked <= v_sale.total - v_sale.held - v_sale.sold then
    begin
      with claim as materialized (
        select * from unnest(p_buyers, v_persons, p_quantities, p_keys, p_ids) with ordinality
          as claim (buyer, person, quantity, key, id, ord)
      ), fits as materialized (
        select not exists (
          select from (select person, sum(quantity) as wanted from claim group by person) asked
          cross join lateral (
            select coalesce(sum(hold.quantity), 0) as units from flash_sale_hold hold
            where hold.sale_id || '/' || hold.person_id = p_sale || '/' || asked.person
              and hold.state in ('held', 'paying', 'paid')) has
          where asked.wanted + has.units > v_sale.per_buyer_limit) as all_fit
      )
      insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence,
        state, created_at, expires_at, pay_first)
      select id, p_sale, buyer, person, quantity, v_sale.price_fen, key, v_sale.hold_sequence + ord,
        'held', p_now,
        p_now + make_interval(secs => case when person = any (v_late) then p_pay_first_sec else p_hold_sec end),
        person = any (v_late)
      from claim where (select all_fit from fits);
      get diagnostics v_count = row_count;
    exception when unique_violation then
      v_count := 0;
    end;
    v_units := case when v_count = v_size then v_asked else 0 end;
  end if;
  if v_units = 0 then
    select * into v_count, v_units, v_answers from flash_sale_claim_each(
      v_sale, v_open, p_now, p_hold_sec, p_buyers, v_persons, p_quantities, p_keys, p_ids,
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
    v_sale.hold_sequence - v_count, null::int, null::int, to_jsonb(v_sale),
    case when v_late <> '{}' then array(
      select claim.ord::int from unnest(v_persons) with ordinality as claim (person, ord)
      where claim.person = any (v_late)) end;
  if v_answers is not null then
    return query
      select answer.ord, answer.outcome, answer.sequence, answer.of, answer.taken, answer.detail, null::int[]
      from jsonb_to_recordset(v_answers)
        as answer (ord int, outcome text, sequence bigint, of int, taken int, detail jsonb)
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
  p_keys uuid[],
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
  v_size constant int := cardinality(p_keys);
  v_free int := p_sale.total - p_sale.held - p_sale.sold;
  v_outcomes text[] := array_fill('closed'::text, array[v_size]);
  v_sequences bigint[] := array_fill(null::bigint, array[v_size]);
  v_holders int[] := array_fill(null::int, array[v_size]);
  v_takens int[] := array_fill(null::int, array[v_size]);
  v_granted int[] := array_fill(0, array[v_size]);
  v_holder_of_key int[] := array_fill(null::int, array[v_size]);
  v_holder int;
  v_claim record;
begin
  o_count := 0;
  o_units := 0;
  for v_claim in
    select claim.ord::int as ord, claim.buyer, claim.quantity,
      min(claim.ord) over (partition by claim.person)::int as person_no,
      min(claim.ord) over (partition by claim.key)::int as key_no,
      known.id as known_id,
      (known.buyer_id, known.quantity) = (claim.buyer, claim.quantity) as is_retry,
      has.units
    from unnest(p_buyers, p_persons, p_quantities, p_keys) with ordinality
      as claim (buyer, person, quantity, key, ord)
    left join flash_sale_hold known
      on known.sale_id || '/' || known.claim_key::text = p_sale.id || '/' || claim.key::text
    cross join lateral (
      select coalesce(sum(hold.quantity), 0)::int as units from flash_sale_hold hold
      where hold.sale_id || '/' || hold.person_id = p_sale.id || '/' || claim.person
        and hold.state in ('held', 'paying', 'paid')) has
    order by claim.ord
  loop
    v_holder := v_holder_of_key[v_claim.key_no];
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
      v_holder_of_key[v_claim.key_no] := v_claim.ord;
      v_outcomes[v_claim.ord] := 'held';
      v_sequences[v_claim.ord] := p_sale.hold_sequence + o_count;
      v_holders[v_claim.ord] := v_claim.ord;
    end if;
  end loop;

  if o_count > 0 then
    insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence,
      state, created_at, expires_at, pay_first)
    select id, p_sale.id, buyer, person, quantity, p_sale.price_fen, key, sequence,
      'held', p_now,
      p_now + make_interval(secs => case when person = any (p_late) then p_pay_first_sec else p_hold_sec end),
      person = any (p_late)
    from unnest(p_buyers, p_persons, p_quantities, p_keys, p_ids, v_sequences, v_holders) with ordinality
      as claim (buyer, person, quantity, key, id, sequence, holder, ord)
    where holder = ord;
  end if;

  o_answers := (
    select jsonb_agg(jsonb_build_object(
      'ord', claim.ord, 'outcome', claim.outcome, 'sequence', claim.sequence, 'of', claim.holder,
      'taken', claim.taken, 'detail', case when claim.outcome = 'known' then (
        select to_jsonb(hold) from flash_sale_hold hold
        where hold.sale_id || '/' || hold.claim_key::text = p_sale.id || '/' || claim.key::text) end))
    from unnest(p_keys, v_outcomes, v_sequences, v_holders, v_takens) with ordinality
      as claim (key, outcome, sequence, holder, taken, ord));
end $$;

-- As before (000660), and who pays first comes after all the others in line.
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
        state, created_at, expires_at, pay_first)
      values (v_waiter.hold_id, p_sale, v_waiter.buyer_id, v_waiter.person, v_waiter.quantity, v_sale.price_fen,
        v_waiter.claim_key, v_sequence, 'held', p_now, p_now + make_interval(secs => p_offer_sec),
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

-- As before (000660). `ahead`: at most so many, who pays first being after everybody else.
create function flash_sale_wait(
  p_sale text, p_now timestamptz, p_offer_sec int, p_most int, p_buyer text, p_quantity int, p_key uuid, p_hold text
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
  select * into v_sale from flash_sale where id = p_sale and kind = 'flash' for update;
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
      when exists (select from flash_sale_hold
        where sale_id || '/' || claim_key::text = p_sale || '/' || p_key::text) then 'claim_key_used'
      when v_sale.waiting >= p_most then 'line_full' end;
    if outcome is not null then
      return query select outcome, null::int, null::int, null::int, null, v_taken, to_jsonb(v_sale),
        null::boolean;
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
  v_pays_first := v_sale.pay_first and exists (select from flash_sale_pays_first(array[v_person], p_now));
  return query select v_place.state, v_place.number,
    (select count(*)::int from flash_sale_waiter
      where sale_id = p_sale and state = 'waiting'
        and case when v_pays_first then number <> v_place.number else number < v_place.number end),
    v_place.quantity, case v_place.state when 'offered' then v_place.hold_id end, v_taken, null::jsonb,
    v_pays_first;
end $$;

-- As before (000660): the order of the draw is nobody's to change, but how long its winners have to pay is.
create function flash_sale_run_draw(p_sale text, p_now timestamptz, p_hold_sec int, p_pay_first_sec int)
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
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence,
    state, created_at, expires_at, pay_first)
  select entry.hold_id, p_sale, entry.buyer_id, who.person, entry.quantity,
    v_sale.price_fen, entry.claim_key, v_sale.hold_sequence + won.place, 'held', p_now,
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

-- As before (000630), and who pays first, as person, phone or address, has `p_extension_sec` from now on for the
-- payment page, and nothing of what the hold had left beyond it.
create or replace function flash_sale_start_paying(
  p_hold text, p_buyer text, p_now timestamptz, p_extension_sec int, p_phone text, p_address text
) returns text language plpgsql as $$
declare
  v_hold flash_sale_hold;
  v_limit int;
  v_recalled boolean;
  v_pay_first boolean;
begin
  select * into v_hold from flash_sale_hold where id = p_hold and buyer_id = p_buyer for update;
  if not found or v_hold.state not in ('held', 'paying') or v_hold.expires_at <= p_now then
    return 'not_open';
  end if;
  select per_buyer_limit, stop_kind is not distinct from 'recall', pay_first
    into v_limit, v_recalled, v_pay_first from flash_sale where id = v_hold.sale_id;
  if v_recalled then return 'not_open'; end if;
  perform pg_advisory_xact_lock(door) from (
    select distinct hashtextextended(v_hold.sale_id || '/' || key, 0) as door
    from unnest(array[p_phone, p_address]) as key where key is not null order by door) as doors;
  if v_hold.quantity + flash_sale_units_of(v_hold.sale_id, null, p_phone, p_address, p_hold) > v_limit then
    return 'over_limit';
  end if;
  if v_hold.state = 'paying' then
    update flash_sale_hold set phone_key = p_phone, address_key = p_address where id = p_hold;
    return 'changed';
  end if;
  v_pay_first := v_pay_first and (v_hold.pay_first or exists (
    select from flash_sale_pays_first(flash_sale_whos(v_hold.person_id, p_phone, p_address), p_now)));
  update flash_sale_hold set state = 'paying', extended_at = p_now, phone_key = p_phone, address_key = p_address,
    pay_first = v_pay_first,
    expires_at = case when v_pay_first then greatest(expires_at, p_now + make_interval(secs => p_extension_sec))
      else expires_at + make_interval(secs => p_extension_sec) end
  where id = p_hold;
  return 'started';
end $$;

-- As before (000660), with what was let lapse.
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
  perform flash_sale_merge_lapses(p_buyer, p_person);
end $$;
