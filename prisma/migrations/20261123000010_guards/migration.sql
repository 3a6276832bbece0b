-- What Prisma's schema language cannot say: who may do what, and which rows may not exist.

-- ---------------------------------------------------------------------------------------------------------------
-- The run-time role. The application connects as the database's owner and becomes shanhuo_app at once
-- (server/platform/db.ts): rows, yes; tables, no. Roles belong to the whole cluster, so another database, or a
-- migration that runs beside this one, may have made it already.
do $$ begin
  create role shanhuo_app nologin;
exception
  when duplicate_object or unique_violation then null;
end $$;

do $$ begin
  execute format('grant shanhuo_app to %I', current_user);
exception
  -- two migrations at once grant the same thing: one of them finds the catalogue row changed
  when others then
    if not pg_has_role(current_user, 'shanhuo_app', 'member') then raise; end if;
end $$;

grant usage on schema public to shanhuo_app;
grant select, insert, update, delete on all tables in schema public to shanhuo_app;
grant usage, select on all sequences in schema public to shanhuo_app;
alter default privileges in schema public grant select, insert, update, delete on tables to shanhuo_app;
alter default privileges in schema public grant usage, select on sequences to shanhuo_app;

-- ---------------------------------------------------------------------------------------------------------------
-- Catalogue

alter table catalog_variant
  add constraint catalog_variant_price check (price_fen between 100 and 10000000),
  add constraint catalog_variant_weight check (net_weight_g > 0);

alter table catalog_product
  add constraint catalog_product_return_class check (return_class in ('seven_days', 'fresh')),
  add constraint catalog_product_shelf_life check (shelf_life_days > 0);

-- Allotments are carved out of what is physically there.
alter table catalog_variant_stock
  add constraint catalog_variant_stock_carved check (0 <= allotted and allotted <= on_hand);

-- ---------------------------------------------------------------------------------------------------------------
-- Flash sale: the two lines that make an oversell impossible are the first constraint and claim_key's unique index.

alter table flash_sale
  add constraint flash_sale_never_oversold check (held >= 0 and sold >= 0 and held + sold <= total),
  add constraint flash_sale_kind check (kind in ('flash', 'shelf')),
  add constraint flash_sale_opening check (opening in ('first_come', 'fair', 'raffle')),
  add constraint flash_sale_state check (state in ('draft', 'scheduled', 'open', 'paused', 'ended')),
  add constraint flash_sale_price check (price_fen between 100 and 10000000),
  add constraint flash_sale_reference_is_higher check (reference_fen > price_fen),
  add constraint flash_sale_limit check (per_buyer_limit between 1 and 99),
  add constraint flash_sale_flash_has_session check (kind <> 'flash' or live_session_id is not null),
  add constraint flash_sale_open_since check (state not in ('open', 'paused') or opened_at is not null),
  add constraint flash_sale_end_known check ((state = 'ended') = (ended_at is not null));

alter table flash_sale_hold
  add constraint flash_sale_hold_quantity check (quantity between 1 and 99),
  add constraint flash_sale_hold_state
    check (state in ('held', 'paying', 'paid', 'expired', 'released', 'refunded_late')),
  add constraint flash_sale_hold_end_known
    check ((state in ('expired', 'released', 'refunded_late')) = (ended_at is not null)),
  add constraint flash_sale_hold_extended_once check (extended_at is null or state <> 'held');

create index flash_sale_hold_due on flash_sale_hold (expires_at) where state in ('held', 'paying');

-- Each begins with the sale, so that a running sale's claims stay in a few warm pages however old the table is. Each is
-- on one expression, not on two columns: by columns, every index that begins with the sale would match a look for a
-- key, and on a table without statistics the planner may take any of them and read the whole sale.
create unique index flash_sale_hold_one_a_key on flash_sale_hold ((sale_id || '/' || claim_key::text));
create index flash_sale_hold_of_person on flash_sale_hold ((sale_id || '/' || person_id));
create index flash_sale_hold_of_phone on flash_sale_hold ((sale_id || '/' || phone_key)) where phone_key is not null;
create index flash_sale_hold_of_address on flash_sale_hold ((sale_id || '/' || address_key))
  where address_key is not null;

-- What a foreign key from hold to sale would do, once a statement instead of once a row.
create function flash_sale_hold_has_sale() returns trigger language plpgsql as $$
declare
  v_orphan text;
begin
  select sale_id into v_orphan from (select distinct sale_id from new_holds) as held
    where not exists (select from flash_sale where id = held.sale_id) limit 1;
  if found then
    raise foreign_key_violation using message = format('FLASH_SALE_HOLD_WITHOUT_SALE %s', v_orphan);
  end if;
  return null;
end $$;
create trigger flash_sale_hold_added after insert on flash_sale_hold
  referencing new table as new_holds for each statement execute function flash_sale_hold_has_sale();

create function flash_sale_has_no_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.id = old.id then return new; end if;
  if exists (select from flash_sale_hold where sale_id = old.id) then
    raise foreign_key_violation using message = format('FLASH_SALE_HAS_HOLDS %s', old.id);
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger flash_sale_kept before delete or update of id on flash_sale
  for each row execute function flash_sale_has_no_holds();

create function flash_sale_hold_stays() returns trigger language plpgsql as $$
begin
  raise exception 'FLASH_SALE_HOLD_MOVED %', old.id using errcode = '23514';
end $$;
-- A hold never changes its sale, its claim, its price or its place in line.
create trigger flash_sale_hold_kept before update on flash_sale_hold for each row
  when ((old.id, old.sale_id, old.buyer_id, old.claim_key, old.quantity, old.unit_price_fen, old.sequence)
    is distinct from (new.id, new.sale_id, new.buyer_id, new.claim_key, new.quantity, new.unit_price_fen, new.sequence))
  execute function flash_sale_hold_stays();

-- ---------------------------------------------------------------------------------------------------------------
-- Live

alter table live_session
  add constraint live_session_state check (state in ('planned', 'live', 'ended')),
  add constraint live_session_started check ((state = 'planned') = (started_at is null)),
  add constraint live_session_ended check ((state = 'ended') = (ended_at is not null));

-- One village speaks with one voice: a second session can't go on air beside the first.
create unique index live_session_one_on_air on live_session (village_id) where state = 'live';

-- ---------------------------------------------------------------------------------------------------------------
-- Checkout

alter table checkout_order
  add constraint checkout_order_state
    check (state in ('awaiting_payment', 'paid', 'cancelled', 'refund_pending', 'refunded')),
  add constraint checkout_order_total
    check (subtotal_fen > 0 and freight_fen >= 0 and total_fen = subtotal_fen + freight_fen),
  add constraint checkout_order_paid_known
    check ((state in ('paid', 'refund_pending', 'refunded')) = (paid_at is not null)),
  add constraint checkout_order_fee check (processor_fee_fen between 0 and total_fen);

alter table checkout_order_line
  add constraint checkout_order_line_total
    check (quantity > 0 and total_fen = unit_price_fen * quantity);

alter table checkout_refund
  add constraint checkout_refund_amount check (amount_fen > 0),
  add constraint checkout_refund_state check (state in ('requested', 'pending', 'succeeded', 'failed'));

-- The snapshot of what was sold, and the order's timeline, are kept as they were (电商法 art. 31).
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'APPEND_ONLY % on %', tg_op, tg_table_name using errcode = '42501';
end $$;

create trigger checkout_order_line_kept before update or delete on checkout_order_line
  for each row execute function refuse_change();
create trigger checkout_order_event_kept before update or delete on checkout_order_event
  for each row execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------
-- Identity

alter table identity_membership
  add constraint identity_membership_role check (role in ('secretary', 'cooperative', 'collective', 'operator')),
  add constraint identity_membership_scope check (
    case role
      when 'secretary' then village_id is not null and organisation_id is null
      when 'operator' then village_id is null and organisation_id is null
      else organisation_id is not null and village_id is null
    end);
