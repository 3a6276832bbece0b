-- Who bears a refund is a version with the day it begins, as a split rule is; a sale keeps to the one of its day
-- (docs/decisions/037-a-chargeback-is-not-a-double-loss.md).

-- CreateTable
CREATE TABLE "split_refund_policy" (
    "version" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "split_refund_policy_pkey" PRIMARY KEY ("version")
);

-- CreateIndex
CREATE UNIQUE INDEX "split_refund_policy_valid_from_key" ON "split_refund_policy"("valid_from");

-- AlterTable
ALTER TABLE "split_refund" ADD COLUMN "paid_on" DATE;

-- The two that were in the program. The second says of every sale without an alliance what the first says, and no sale
-- before 2026 had one.
insert into split_refund_policy (version, valid_from, body) values
  (1, '1970-01-01', '{
    "quality": [["household", "cooperative", "collective", "platform", "risk_fund", "processor_fee"]],
    "remorse": [["risk_fund"], ["cooperative"], ["platform", "processor_fee"], ["collective"]],
    "logistics": [["risk_fund"], ["cooperative"], ["platform", "processor_fee"], ["collective"]],
    "dispute": [["platform", "processor_fee"], ["risk_fund"], ["household", "cooperative", "collective"]]
  }'),
  (2, '2026-01-01', '{
    "quality": [["household", "cooperative", "collective", "alliance", "platform", "risk_fund", "processor_fee"]],
    "remorse": [["risk_fund"], ["cooperative"], ["platform", "processor_fee"], ["collective", "alliance"]],
    "logistics": [["risk_fund"], ["cooperative"], ["platform", "processor_fee"], ["collective", "alliance"]],
    "dispute": [["platform", "processor_fee"], ["risk_fund"], ["household", "cooperative", "collective", "alliance"]]
  }');

-- Versions follow each other, and none begins before it is written: what is sold keeps what it was sold under.
create function split_refund_policy_follows() returns trigger language plpgsql as $$
declare
  newest split_refund_policy;
begin
  select * into newest from split_refund_policy order by version desc limit 1;
  if new.version <> newest.version + 1 or new.valid_from <= newest.valid_from
     or new.valid_from <= (now() at time zone 'Asia/Shanghai')::date
  then
    raise exception 'REFUND_POLICY_RETROACTIVE %', new.version using errcode = '23514';
  end if;
  return new;
end $$;
create trigger split_refund_policy_follows before insert on split_refund_policy
  for each row execute function split_refund_policy_follows();
create trigger split_refund_policy_kept before update or delete on split_refund_policy
  for each row execute function refuse_change();
create trigger split_refund_policy_never_truncated before truncate on split_refund_policy
  for each statement execute function refuse_change();
revoke update, delete, truncate on split_refund_policy from shanhuo_app;

-- The day of the sale, for refunds that were divided before it was kept.
alter table split_refund disable trigger split_refund_kept;
update split_refund set paid_on = coalesce(
  (select (orders.paid_at at time zone 'Asia/Shanghai')::date
     from checkout_order_line line join checkout_order orders on orders.id = line.order_id
    where line.id = split_refund.order_line_id),
  (refunded_at at time zone 'Asia/Shanghai')::date);
alter table split_refund enable trigger split_refund_kept;
ALTER TABLE "split_refund" ALTER COLUMN "paid_on" SET NOT NULL;

-- AddForeignKey
ALTER TABLE "split_refund" ADD CONSTRAINT "split_refund_policy_version_fkey" FOREIGN KEY ("policy_version") REFERENCES "split_refund_policy"("version") ON DELETE RESTRICT ON UPDATE CASCADE;

create function split_refund_by_policy() returns trigger language plpgsql as $$
begin
  if new.policy_version is distinct from
     (select version from split_refund_policy where valid_from <= new.paid_on order by valid_from desc limit 1)
     or exists (select from split_refund before
                 where before.order_line_id = new.order_line_id and before.paid_on <> new.paid_on)
  then
    raise exception 'REFUND_POLICY_NOT_IN_FORCE % version=%', new.id, new.policy_version using errcode = '23514';
  end if;
  return new;
end $$;
create trigger split_refund_by_policy before insert on split_refund
  for each row execute function split_refund_by_policy();
