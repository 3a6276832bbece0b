-- Who signs in is locked in the same order as payments and expiries lock: holds by id, then their sales. Before, the
-- sales came first, and a payment that settled at that instant could be a deadlock.

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
  perform from flash_sale sale
    join flash_sale_hold hold on hold.sale_id || '/' || hold.person_id = sale.id || '/' || p_buyer
    where (sale.held > 0 or sale.sold > 0) and hold.state in ('held', 'paying', 'paid')
    order by hold.id for update of hold;
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
