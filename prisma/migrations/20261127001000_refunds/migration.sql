-- Refunds of paid orders: who bore each, when an earning is no longer pending, and never more back than came in
-- (docs/decisions/028-who-bears-a-refund.md).

-- ---------------------------------------------------------------------------------------------------------------
-- Checkout: many refunds may go back of one charge, together at most all of it.

drop index checkout_refund_charge_id_key;
-- A charge that should not have been taken goes back whole, once.
create unique index checkout_refund_whole_charge on checkout_refund (charge_id)
  where reason in ('paid_too_late', 'paid_twice');
create index checkout_refund_charge_id_idx on checkout_refund (charge_id);

alter table checkout_refund add column asked_by text;
alter table checkout_refund
  drop constraint checkout_refund_reason,
  add constraint checkout_refund_reason
    check (reason in ('paid_too_late', 'paid_twice', 'quality', 'remorse', 'logistics', 'dispute')),
  add constraint checkout_refund_asked_by
    check ((asked_by is not null) = (reason in ('quality', 'remorse', 'logistics', 'dispute')));

create function checkout_refund_within_order() returns trigger language plpgsql as $$
declare
  paid bigint;
begin
  if new.reason in ('paid_too_late', 'paid_twice') then return new; end if;
  -- Under the order's lock: two who refund at once are asked one after the other.
  select total_fen into paid from checkout_order
   where id = new.order_id and state = 'paid' and charge_id = new.charge_id for update;
  if not found then
    raise exception 'REFUND_NOT_PAID order=%', new.order_id using errcode = '23514';
  end if;
  if new.amount_fen + (select coalesce(sum(amount_fen), 0) from checkout_refund where charge_id = new.charge_id) > paid then
    raise exception 'REFUND_BEYOND_ORDER order=%', new.order_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger checkout_refund_within_order before insert on checkout_refund
  for each row execute function checkout_refund_within_order();

-- What a refund is of, how much and why, was decided once; only its answer comes later.
create function checkout_refund_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.id, new.order_id, new.charge_id, new.amount_fen, new.reason, new.asked_by, new.created_at)
          is distinct from
        (old.id, old.order_id, old.charge_id, old.amount_fen, old.reason, old.asked_by, old.created_at)
  then
    raise exception 'REFUND_KEPT %', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger checkout_refund_kept before update or delete on checkout_refund
  for each row execute function checkout_refund_kept();

-- ---------------------------------------------------------------------------------------------------------------
-- Revenue share: when an earning matures

alter table split_allocation
  add column matures_at timestamptz(3),
  add column matured_at timestamptz(3),
  add constraint split_allocation_matures
    check (matures_at is null or party_kind in ('household', 'cooperative', 'collective')),
  add constraint split_allocation_matured check (matured_at is null or matured_at >= matures_at);

-- Seven days after it was paid for, as of every later sale.
update split_allocation set matures_at = orders.paid_at + interval '7 days'
  from checkout_order_line line join checkout_order orders on orders.id = line.order_id
 where line.id = split_allocation.order_line_id and split_allocation.party_kind in ('household', 'cooperative', 'collective');

create index split_allocation_to_mature on split_allocation (matures_at)
  where matured_at is null and matures_at is not null;

create or replace function split_allocation_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.order_line_id, new.party, new.party_kind, new.amount_fen, new.journal_id, new.rule_version_id, new.matures_at)
          is distinct from
        (old.order_line_id, old.party, old.party_kind, old.amount_fen, old.journal_id, old.rule_version_id, old.matures_at)
     or abs(new.refunded_fen) < abs(old.refunded_fen)
     or (old.matured_at is not null and new.matured_at is distinct from old.matured_at)
  then
    raise exception 'SPLIT_ALLOCATION_KEPT % %', old.order_line_id, old.party using errcode = '42501';
  end if;
  return new;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Who bore a refund. The id is the refund's, so a refund is divided once.

-- CreateTable
CREATE TABLE "split_refund" (
    "id" TEXT NOT NULL,
    "order_line_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "beyond_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "journal_id" UUID NOT NULL,
    "refunded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "split_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "split_refund_part" (
    "refund_id" TEXT NOT NULL,
    "order_line_id" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "split_refund_part_pkey" PRIMARY KEY ("refund_id","party")
);

CREATE UNIQUE INDEX "split_refund_id_order_line_id_key" ON "split_refund"("id", "order_line_id");
CREATE UNIQUE INDEX "split_refund_journal_id_key" ON "split_refund"("journal_id");
CREATE INDEX "split_refund_order_line_id_idx" ON "split_refund"("order_line_id");
ALTER TABLE "split_refund_part" ADD CONSTRAINT "split_refund_part_refund_id_order_line_id_fkey" FOREIGN KEY ("refund_id", "order_line_id") REFERENCES "split_refund"("id", "order_line_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "split_refund_part" ADD CONSTRAINT "split_refund_part_order_line_id_party_fkey" FOREIGN KEY ("order_line_id", "party") REFERENCES "split_allocation"("order_line_id", "party") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table split_refund
  add constraint split_refund_amount check (amount_fen > 0 and beyond_fen between 0 and amount_fen),
  add constraint split_refund_reason check (reason in ('quality', 'remorse', 'logistics', 'dispute'));
alter table split_refund_part add constraint split_refund_part_amount check (amount_fen <> 0);

create trigger split_refund_kept before update or delete on split_refund
  for each row execute function refuse_change();
create trigger split_refund_part_kept before update or delete on split_refund_part
  for each row execute function refuse_change();

-- What a party gave back is counted where it is checked against what it got (split_allocation_refunded).
create function split_refund_part_counted() returns trigger language plpgsql as $$
begin
  update split_allocation set refunded_fen = refunded_fen + new.amount_fen
   where order_line_id = new.order_line_id and party = new.party;
  return null;
end $$;
create trigger split_refund_part_counted after insert on split_refund_part
  for each row execute function split_refund_part_counted();

-- At the commit: the parts are the refund, and all refunds of a line are at most what was paid for it (I14).
create function split_refund_whole() returns trigger language plpgsql as $$
begin
  if new.amount_fen <> new.beyond_fen
       + (select coalesce(sum(p.amount_fen), 0) from split_refund_part p where p.refund_id = new.id) then
    raise exception 'SPLIT_REFUND_SUM %', new.id using errcode = '23514';
  end if;
  if (select sum(r.amount_fen) from split_refund r where r.order_line_id = new.order_line_id)
     > (select coalesce(sum(a.amount_fen), 0) from split_allocation a where a.order_line_id = new.order_line_id) then
    raise exception 'SPLIT_REFUND_BEYOND_LINE %', new.id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger split_refund_whole after insert on split_refund
  deferrable initially deferred for each row execute function split_refund_whole();

-- ---------------------------------------------------------------------------------------------------------------
-- The ledger: whoever takes from a balance looks at it under its lock.

set role ledger_owner;
set search_path = ledger, pg_catalog;

-- Locks the balances of accounts until the end of the transaction, in the order in which post() takes them, and tells
-- them. It names all accounts that will be posted to and that are not deferred, or two callers may wait for each other.
create function hold_balances(p_books text[], p_codes text[]) returns table (book text, code text, net bigint)
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  -- An account nobody has posted to has no row yet, and what is not there can't be locked.
  insert into balance (account_id)
  select a.id from unnest(p_books, p_codes) w(book, code)
    join book b on b.code = w.book join account a on a.book_id = b.id and a.code = w.code and a.mode = 'sync'
   order by a.id
      on conflict (account_id) do nothing;
  perform 1 from balance n
   where n.account_id in (
     select a.id from unnest(p_books, p_codes) w(book, code)
       join book b on b.code = w.book join account a on a.book_id = b.id and a.code = w.code)
   order by n.account_id for update;
  return query
    select b.code, a.code, n.dr - n.cr
      from unnest(p_books, p_codes) w(book, code)
      join book b on b.code = w.book
      join account a on a.book_id = b.id and a.code = w.code and a.mode = 'sync'
      join balance n on n.account_id = a.id;
end $$;
grant execute on function hold_balances to shanhuo_app;

reset role;
reset search_path;
