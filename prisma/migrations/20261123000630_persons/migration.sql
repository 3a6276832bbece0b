-- One buyer, one limit: across visits, accounts, phones and addresses (docs/decisions/015-who-the-limit-counts.md).

/*
 * The most units of a sale that one of these has, held or paid: the person, the phone, the address. Null counts for
 * nothing. `p_but`: a hold that is not counted.
 */
create function flash_sale_units_of(p_sale text, p_person text, p_phone text, p_address text, p_but text)
returns int language sql stable as $$
  select coalesce(max(units), 0)::int from (
    select sum(quantity) as units from flash_sale_hold
      where sale_id || '/' || person_id = p_sale || '/' || p_person
        and state in ('held', 'paying', 'paid') and id <> p_but
    union all select sum(quantity) from flash_sale_hold
      where sale_id || '/' || phone_key = p_sale || '/' || p_phone and phone_key is not null
        and state in ('held', 'paying', 'paid') and id <> p_but
    union all select sum(quantity) from flash_sale_hold
      where sale_id || '/' || address_key = p_sale || '/' || p_address and address_key is not null
        and state in ('held', 'paying', 'paid') and id <> p_but
  ) as counted
$$;

/*
 * held → paying: the hold is extended once, and from now on its phone and its address count too. A hold that is paying
 * already may change both. Phones and addresses are locked one after the other, in order, so that two orders for one
 * door can't both look before either acts.
 * @returns 'started' | 'changed' | 'over_limit' | 'not_open'
 */
create function flash_sale_start_paying(
  p_hold text, p_buyer text, p_now timestamptz, p_extension_sec int, p_phone text, p_address text
) returns text language plpgsql as $$
declare
  v_hold flash_sale_hold;
  v_limit int;
  v_recalled boolean;
begin
  select * into v_hold from flash_sale_hold where id = p_hold and buyer_id = p_buyer for update;
  if not found or v_hold.state not in ('held', 'paying') or v_hold.expires_at <= p_now then
    return 'not_open';
  end if;
  select per_buyer_limit, stop_kind is not distinct from 'recall' into v_limit, v_recalled
    from flash_sale where id = v_hold.sale_id;
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
  update flash_sale_hold set state = 'paying', extended_at = p_now, phone_key = p_phone, address_key = p_address,
    expires_at = expires_at + make_interval(secs => p_extension_sec)
  where id = p_hold;
  return 'started';
end $$;

/*
 * A visitor has signed in: his open and paid holds are the account's from now on, and its limit counts both. Where both
 * together have more than the limit, holds that are not being paid for are given back, newest first; what is being paid
 * for or is paid stays the visitor's own, who can't add to it.
 * Locks: sales in the order of their ids, as claims and settlements take them.
 * @returns the holds that are to be released by the caller, in this transaction
 */
create function flash_sale_merge_buyer(p_buyer text, p_person text, p_now timestamptz) returns setof text
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
    where (sale.held > 0 or sale.sold > 0) and exists (
      select from flash_sale_hold hold where hold.sale_id || '/' || hold.person_id = sale.id || '/' || p_buyer)
    order by sale.id for update
  loop
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
