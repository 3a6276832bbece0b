-- Disputes of card holders: what they move at Stripe is booked once, and what is lost by one is never refunded too
-- (docs/decisions/037-a-chargeback-is-not-a-double-loss.md).

-- CreateTable
CREATE TABLE "checkout_dispute" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_refundable" BOOLEAN NOT NULL,
    "evidence_by" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "divided_fen" BIGINT,
    "netted_fen" BIGINT,
    "beyond_fen" BIGINT,
    "lost_at" TIMESTAMPTZ(3),

    CONSTRAINT "checkout_dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkout_dispute_line" (
    "line_id" TEXT NOT NULL,
    "dispute_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "fee_fen" BIGINT NOT NULL,
    "journal_id" UUID NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkout_dispute_line_pkey" PRIMARY KEY ("line_id")
);

-- AlterTable
ALTER TABLE "checkout_refund" ADD COLUMN "netted_fen" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "checkout_dispute_order_id_idx" ON "checkout_dispute"("order_id");
CREATE INDEX "checkout_dispute_charge_id_idx" ON "checkout_dispute"("charge_id");
CREATE INDEX "checkout_dispute_opened_at_idx" ON "checkout_dispute"("opened_at");
CREATE UNIQUE INDEX "checkout_dispute_line_journal_id_key" ON "checkout_dispute_line"("journal_id");
CREATE INDEX "checkout_dispute_line_dispute_id_idx" ON "checkout_dispute_line"("dispute_id");

-- AddForeignKey
ALTER TABLE "checkout_dispute" ADD CONSTRAINT "checkout_dispute_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "checkout_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "checkout_dispute_line" ADD CONSTRAINT "checkout_dispute_line_dispute_id_fkey" FOREIGN KEY ("dispute_id") REFERENCES "checkout_dispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table checkout_dispute
  add constraint checkout_dispute_amount check (amount_fen > 0),
  add constraint checkout_dispute_state
    check (state in ('inquiry', 'inquiry_closed', 'needs_response', 'under_review', 'won', 'lost')),
  -- What was lost is divided among those who earned, set off against a refund that never left, or the platform's alone.
  add constraint checkout_dispute_loss check (
    case when lost_at is null then num_nonnulls(divided_fen, netted_fen, beyond_fen) = 0
    else state in ('won', 'lost') and divided_fen >= 0 and netted_fen >= 0 and beyond_fen >= 0 end);
alter table checkout_dispute_line
  add constraint checkout_dispute_line_amount check (amount_fen <> 0 or fee_fen <> 0);

-- What of a refund Stripe never sends, because the buyer's bank has fetched it: some, or all.
alter table checkout_refund
  drop constraint checkout_refund_state,
  drop constraint checkout_refund_settled_known,
  add constraint checkout_refund_state
    check (state in ('requested', 'pending', 'succeeded', 'failed', 'charged_back')),
  add constraint checkout_refund_settled_known
    check ((state in ('succeeded', 'failed', 'charged_back')) = (settled_at is not null)),
  add constraint checkout_refund_netted check (
    netted_fen between 0 and amount_fen and (state = 'charged_back') = (netted_fen = amount_fen));

create trigger checkout_dispute_line_kept before update or delete on checkout_dispute_line
  for each row execute function refuse_change();
create trigger checkout_dispute_line_never_truncated before truncate on checkout_dispute_line
  for each statement execute function refuse_change();

-- Of which charge it is was decided once, what is decided never opens again, and a loss is booked once and stays.
create function checkout_dispute_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.id, new.order_id, new.charge_id, new.opened_at) is distinct from (old.id, old.order_id, old.charge_id, old.opened_at)
     or (old.state in ('won', 'lost') and new.state not in ('won', 'lost'))
     or (old.lost_at is not null and (new.lost_at, new.divided_fen, new.netted_fen, new.beyond_fen)
          is distinct from (old.lost_at, old.divided_fen, old.netted_fen, old.beyond_fen))
  then
    raise exception 'DISPUTE_KEPT %', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger checkout_dispute_kept before update or delete on checkout_dispute
  for each row execute function checkout_dispute_kept();

-- What was lost is what Stripe withdrew; and what of it those who earned give back is, with all refunds, at most the price.
create function checkout_dispute_within_order() returns trigger language plpgsql as $$
declare
  paid bigint;
  gone bigint;
begin
  if new.lost_at is null or (tg_op = 'UPDATE' and old.lost_at is not null) then return new; end if;
  select coalesce(sum(total_fen), 0) into paid from (
    select total_fen from checkout_order
     where id = new.order_id and state = 'paid' and charge_id = new.charge_id for update) bought;
  gone := (select coalesce(sum(amount_fen), 0) from checkout_refund where charge_id = new.charge_id)
        + (select coalesce(sum(divided_fen), 0) from checkout_dispute where charge_id = new.charge_id and id <> new.id);
  if new.divided_fen > 0 and new.divided_fen + gone > paid then
    raise exception 'DISPUTE_BEYOND_ORDER order=%', new.order_id using errcode = '23514';
  end if;
  if new.netted_fen + (select coalesce(sum(netted_fen), 0) from checkout_dispute where charge_id = new.charge_id and id <> new.id)
     <> (select coalesce(sum(netted_fen), 0) from checkout_refund where charge_id = new.charge_id) then
    raise exception 'DISPUTE_NETS_NO_REFUND %', new.id using errcode = '23514';
  end if;
  if new.divided_fen + new.netted_fen + new.beyond_fen
     <> (select coalesce(-sum(amount_fen), 0) from checkout_dispute_line where dispute_id = new.id) then
    raise exception 'DISPUTE_SUM %', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger checkout_dispute_within_order before insert or update on checkout_dispute
  for each row execute function checkout_dispute_within_order();

-- Refundable is what was paid, less what was refunded, less what was lost by disputes; and nothing while one is open.
create or replace function checkout_refund_within_order() returns trigger language plpgsql as $$
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
  if exists (select from checkout_dispute where charge_id = new.charge_id
      and state in ('needs_response', 'under_review') and not is_refundable) then
    raise exception 'REFUND_DISPUTED order=%', new.order_id using errcode = '23514';
  end if;
  if new.amount_fen + (select coalesce(sum(amount_fen), 0) from checkout_refund where charge_id = new.charge_id)
     + (select coalesce(sum(divided_fen), 0) from checkout_dispute where charge_id = new.charge_id) > paid then
    raise exception 'REFUND_BEYOND_ORDER order=%', new.order_id using errcode = '23514';
  end if;
  return new;
end $$;

-- What a refund is of, how much and why, was decided once; what a bank has fetched of it stays fetched.
create or replace function checkout_refund_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.id, new.order_id, new.charge_id, new.amount_fen, new.reason, new.asked_by, new.created_at)
          is distinct from
        (old.id, old.order_id, old.charge_id, old.amount_fen, old.reason, old.asked_by, old.created_at)
     or new.netted_fen < old.netted_fen
  then
    raise exception 'REFUND_KEPT %', old.id using errcode = '42501';
  end if;
  return new;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- What Stripe charges for itself, by the line of its balance.

-- CreateTable
CREATE TABLE "clearing_fee" (
    "line_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "journal_id" UUID NOT NULL,
    "booked_by" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clearing_fee_pkey" PRIMARY KEY ("line_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "clearing_fee_journal_id_key" ON "clearing_fee"("journal_id");

-- Stripe may give one back.
alter table clearing_fee add constraint clearing_fee_amount check (amount_fen <> 0);

revoke update, delete, truncate on clearing_fee, checkout_dispute_line from shanhuo_app;
revoke delete, truncate on checkout_dispute from shanhuo_app;
create trigger clearing_fee_kept before update or delete on clearing_fee
  for each row execute function refuse_change();
create trigger clearing_fee_never_truncated before truncate on clearing_fee
  for each statement execute function refuse_change();
