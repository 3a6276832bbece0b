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
