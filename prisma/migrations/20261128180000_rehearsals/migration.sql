-- 彩排: a live session of its own kind, in which a host practises with scripted buyers, and which nobody else sees
-- (docs/decisions/054-a-rehearsal-says-so-in-its-ids.md).

-- AlterTable
ALTER TABLE "live_session" ADD COLUMN "rehearsal_of" TEXT;

-- CreateIndex
CREATE INDEX "live_session_rehearsal_of_idx" ON "live_session"("rehearsal_of");

-- AddForeignKey
ALTER TABLE "live_session" ADD CONSTRAINT "live_session_rehearsal_of_fkey" FOREIGN KEY ("rehearsal_of") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

/* What is of a rehearsal says so in its id, so that each table can keep it out by itself: isOfRehearsal in shared. */
create function is_of_rehearsal(p_id text) returns boolean language sql immutable parallel safe
  return starts_with(p_id, 'rehearsal_');

alter table live_session
  add constraint live_session_rehearsal_named check ((rehearsal_of is not null) = is_of_rehearsal(id)),
  add constraint live_session_rehearsal_of_a_session check (not is_of_rehearsal(rehearsal_of));
-- One at a time a host; that a rehearsal and a session are not on together, live_session_one_on_air sees to.
create unique index live_session_one_rehearsal on live_session (host_user_id)
  where rehearsal_of is not null and state <> 'ended';

-- The sales of a rehearsal are of no stock, and nothing of them is ever paid for.
alter table flash_sale
  drop constraint flash_sale_kind,
  add constraint flash_sale_kind check (kind in ('flash', 'shelf', 'rehearsal')),
  add constraint flash_sale_rehearsal_named check (
    (kind = 'rehearsal') = is_of_rehearsal(id)
    and (kind = 'rehearsal') = coalesce(is_of_rehearsal(live_session_id), false)),
  add constraint flash_sale_rehearsal_unpaid check (kind <> 'rehearsal' or sold = 0);
alter table flash_sale_hold
  add constraint flash_sale_hold_rehearsal_named check (is_of_rehearsal(id) = is_of_rehearsal(sale_id)),
  add constraint flash_sale_hold_rehearsal_unpaid
    check (not is_of_rehearsal(sale_id) or state in ('held', 'released', 'expired'));
alter table checkout_order
  add constraint checkout_order_not_rehearsal check (
    not is_of_rehearsal(hold_id) and not coalesce(is_of_rehearsal(live_session_id), false));

-- Bans and blocked words, which count in all of a village's rooms, are a rehearsal's own.
alter table live_chat_act add constraint live_chat_act_of_rehearsal
  check (is_of_rehearsal(village_id) = is_of_rehearsal(live_session_id));

-- Nothing outside of its room is made of it: no news, no report, no recording, nothing to be won or complained of.
alter table follow_reminder
  add constraint follow_reminder_not_rehearsal check (not is_of_rehearsal(live_session_id));
alter table live_report_minute
  add constraint live_report_minute_not_rehearsal check (not is_of_rehearsal(live_session_id));
alter table live_report_visitor
  add constraint live_report_visitor_not_rehearsal check (not is_of_rehearsal(live_session_id));
alter table live_report_claims
  add constraint live_report_claims_not_rehearsal check (not is_of_rehearsal(sale_id));
alter table live_recording
  add constraint live_recording_not_rehearsal check (not is_of_rehearsal(live_session_id));
alter table lucky_draw
  add constraint lucky_draw_not_rehearsal check (not is_of_rehearsal(live_session_id));
alter table live_complaint
  add constraint live_complaint_not_rehearsal check (not is_of_rehearsal(live_session_id));
create or replace view report_live_session as
  select session.id as live_session_id, session.village_id, session.state, session.picture,
    session.title_zh, session.title_en, session.host_name_zh, session.host_name_en,
    session.started_at, session.ended_at, session.peak_viewers
  from live_session session where session.rehearsal_of is null;

/* How many of a sale's pieces were carved out of stock. */
create function flash_sale_carved(p_kind text, p_pieces int) returns int language sql immutable parallel safe
  return case when p_kind = 'rehearsal' then 0 else p_pieces end;

-- As before (000620), without rehearsals: they draw on no stock.
create or replace function catalog_stock_invariants() returns table (name text, broken bigint) language sql stable as $$
  with carved as (
    -- an ended sale keeps only what is held or sold; the rest went back
    select component.stock_id,
      sum(component.units::bigint * case when sale.state = 'ended' then sale.held + sale.sold else sale.total end) as units
    from flash_sale sale join catalog_variant_component component on component.variant_id = sale.variant_id
    where sale.kind <> 'rehearsal' group by component.stock_id
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
    where sale.state <> 'ended' and sale.kind <> 'rehearsal' and (lot.recalled_at is not null or lot.certificate_no is null)
$$;

-- As before (000620): what was only rehearsed was not sold.
create or replace function catalog_component_kept() returns trigger language plpgsql as $$
declare
  v_variant constant text := case when tg_op = 'INSERT' then new.variant_id else old.variant_id end;
begin
  perform from catalog_variant where id = v_variant for update;
  if exists (select from flash_sale where variant_id = v_variant and kind <> 'rehearsal') then
    raise exception 'COMPONENTS_ARE_SOLD %', v_variant using errcode = '23514';
  end if;
  return coalesce(new, old);
end $$;

-- As before (000701), in rehearsals too.
create or replace function flash_sale_wait(
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

-- As before (20261128090000), and a rehearsal is of a session of its village. Nobody is broadcast to, so that nobody need
-- be verified to practise; who is listed does not.
create or replace function live_session_admitted() returns trigger language plpgsql as $$
declare
  v_missing text[];
begin
  if tg_op = 'INSERT' and new.state = 'planned' and admission_is_listed(new.host_user_id, new.starts_at) then
    raise exception 'HOST_LISTED %', new.host_user_id using errcode = '23514';
  end if;
  if tg_op = 'INSERT' and new.rehearsal_of is not null and not exists (
      select from live_session where id = new.rehearsal_of and village_id = new.village_id) then
    raise exception 'REHEARSAL_ELSEWHERE % of %', new.id, new.rehearsal_of using errcode = '23514';
  end if;
  if new.operator_id is not null and (tg_op = 'INSERT' or new.operator_id is distinct from old.operator_id)
    and not exists (
      select from registry_organisation
      where id = new.operator_id and kind = 'cooperative' and village_id = new.village_id) then
    raise exception 'OPERATOR_ELSEWHERE % of %', new.operator_id, new.village_id using errcode = '23514';
  end if;
  if tg_op = 'UPDATE' and old.state <> 'planned'
    and (new.host_user_id, new.host_name_zh, new.operator_id, new.is_charity, new.is_ai_persona)
      is distinct from (old.host_user_id, old.host_name_zh, old.operator_id, old.is_charity, old.is_ai_persona) then
    raise exception 'DECLARED % is %', old.id, old.state using errcode = '23514';
  end if;
  if new.rehearsal_of is null and new.state = 'live' and (tg_op = 'INSERT' or old.state <> 'live') then
    v_missing := admission_missing(
      new.host_user_id, new.operator_id, new.is_charity, new.is_ai_persona, new.started_at);
    if cardinality(v_missing) > 0 then
      raise exception 'LIVE_NOT_READY % lacks %', new.id, v_missing using errcode = '23514';
    end if;
  end if;
  return new;
end $$;
