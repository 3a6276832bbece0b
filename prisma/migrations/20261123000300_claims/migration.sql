-- One call decides a batch of claims on one sale (docs/decisions/005-postgresql-decides-stock.md).

-- The sale's row is rewritten by every batch: room beside it keeps the update inside its page (HOT).
alter table flash_sale set (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.05);

/*
 * Claims are decided in the order of the arrays, under the sale's row lock, by the caller's clock:
 *   1. a claim key that this sale knows answers with its hold, whatever has become of it; for another buyer or
 *      quantity it is `claim_key_reused`. The same key twice in one batch is one hold.
 *   2. the sale must be open: `closed` otherwise; the first row says how. A sale with a draw (`opening`) is opened by
 *      its draw, and a raffle takes no claims at all.
 *   3. what the person holds and has paid in this sale, and what this claim adds, must be within the limit.
 *   4. that many units must be free. A claim too big for the rest does not stop a smaller one behind it.
 *
 * Returns first a row `ord = 0` with the sale as it is afterwards. Its outcome:
 *   all_held         everybody got what they asked: claim n has receipt number `sequence` + n. No other rows.
 *   sale_not_found   alone
 *   sale             then one row a claim:
 *     held             a new hold; `sequence` is its receipt number. `of` < `ord`: it is the hold of that earlier claim
 *     known            `detail` is the hold of this key, as it is now
 *     over_limit       `taken` is what the person has
 *     sold_out, closed, claim_key_reused
 *
 * The plan is pinned, because on a table that was never analysed the planner reads all of it.
 */
create function flash_sale_claim(
  p_sale text,
  p_now timestamptz,
  p_hold_sec int,
  p_buyers text[],
  p_quantities int[],
  p_keys uuid[],
  p_ids text[]
) returns table (ord int, outcome text, sequence bigint, of int, taken int, detail jsonb)
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
  v_count int := 0;
  v_units int := 0;
  v_answers jsonb;
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  if not found then
    return query select 0, 'sale_not_found', null::bigint, null::int, null::int, null::jsonb;
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
        state, created_at, expires_at)
      select id, p_sale, buyer, person, quantity, v_sale.price_fen, key, v_sale.hold_sequence + ord,
        'held', p_now, p_now + make_interval(secs => p_hold_sec)
      from claim where (select all_fit from fits);
      get diagnostics v_count = row_count;
    exception when unique_violation then
      v_count := 0;
    end;
    v_units := case when v_count = v_size then v_asked else 0 end;
  end if;
  if v_units = 0 then
    select * into v_count, v_units, v_answers from flash_sale_claim_each(
      v_sale, v_open, p_now, p_hold_sec, p_buyers, v_persons, p_quantities, p_keys, p_ids);
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
    v_sale.hold_sequence - v_count, null::int, null::int, to_jsonb(v_sale);
  if v_answers is not null then
    return query
      select answer.ord, answer.outcome, answer.sequence, answer.of, answer.taken, answer.detail
      from jsonb_to_recordset(v_answers)
        as answer (ord int, outcome text, sequence bigint, of int, taken int, detail jsonb)
      order by answer.ord;
  end if;
end $$;

-- Somebody must be refused: claims are decided one after the other, under the lock that flash_sale_claim() has taken.
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
      state, created_at, expires_at)
    select id, p_sale.id, buyer, person, quantity, p_sale.price_fen, key, sequence,
      'held', p_now, p_now + make_interval(secs => p_hold_sec)
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

-- What must be zero, always (`npm run sale:verify`, and once a minute in every running shop). One statement, so that
-- all of it is seen at one instant.
create function flash_sale_invariants() returns table (name text, broken bigint) language sql stable as $$
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
    select from flash_sale_hold group by sale_id, claim_key having count(*) > 1) as twice
  union all select 'hold_has_a_sale', count(*) from flash_sale_hold hold
    where not exists (select from flash_sale where id = hold.sale_id)
  union all select 'hold_price_is_the_sales', count(*)
    from flash_sale_hold join flash_sale on flash_sale.id = sale_id where unit_price_fen <> price_fen
$$;
