-- Stripe's balance against the books, and its payouts to the bank (docs/decisions/035).

-- CreateTable
CREATE TABLE "clearing_movement" (
    "payout_id" TEXT NOT NULL,
    "movement" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "journal_id" UUID NOT NULL,
    "booked_by" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clearing_movement_pkey" PRIMARY KEY ("payout_id","movement")
);

-- CreateTable
CREATE TABLE "clearing_count" (
    "id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT,
    "stripe_fen" BIGINT NOT NULL,
    "book_fen" BIGINT NOT NULL,
    "explained_fen" BIGINT NOT NULL,
    "unexplained_fen" BIGINT NOT NULL,
    "height" BIGINT NOT NULL,
    "last_line_id" TEXT,
    "difference_count" INTEGER NOT NULL,
    "agreed" JSONB NOT NULL,
    "differences" JSONB NOT NULL,

    CONSTRAINT "clearing_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "clearing_movement_journal_id_key" ON "clearing_movement"("journal_id");

-- CreateIndex
CREATE INDEX "clearing_count_at_idx" ON "clearing_count"("at");

alter table clearing_movement
  add constraint clearing_movement_word check (movement in ('left', 'arrived', 'bounced', 'returned')),
  add constraint clearing_movement_amount check (amount_fen > 0);

-- Nothing bounces that has not arrived, and nothing arrives that is back.
create function clearing_movement_follows() returns trigger language plpgsql as $$
begin
  if exists (select from clearing_movement m where m.payout_id = new.payout_id
      and (m.movement = 'returned' or m.amount_fen <> new.amount_fen))
    or (new.movement <> 'left') <> exists (select from clearing_movement m
      where m.payout_id = new.payout_id and m.movement = 'left')
    or (new.movement in ('bounced', 'returned') and (new.movement = 'bounced') <> exists (
      select from clearing_movement m where m.payout_id = new.payout_id and m.movement = 'arrived'
        and not exists (select from clearing_movement b where b.payout_id = new.payout_id and b.movement = 'bounced')))
  then raise exception 'CLEARING_OUT_OF_ORDER % %', new.payout_id, new.movement using errcode = '23514'; end if;
  return new;
end $$;
create trigger clearing_movement_follows before insert on clearing_movement
  for each row execute function clearing_movement_follows();

create function clearing_sum(differences jsonb) returns bigint language sql immutable as $$
  select coalesce(sum((one ->> 'differenceFen')::bigint), 0)::bigint from jsonb_array_elements(differences) one
$$;

-- Whatever is kept adds up: what is not explained is said.
alter table clearing_count
  add constraint clearing_count_adds_up check (
    unexplained_fen = stripe_fen - book_fen - explained_fen and explained_fen = clearing_sum(differences)
    and difference_count = jsonb_array_length(differences)),
  add constraint clearing_count_by check ((by_id is null) = (by_name is null)),
  add constraint clearing_count_height check (height >= 0);

revoke update, delete, truncate on clearing_movement, clearing_count from shanhuo_app;
create trigger clearing_movement_kept before update or delete on clearing_movement
  for each row execute function refuse_change();
create trigger clearing_movement_never_truncated before truncate on clearing_movement
  for each statement execute function refuse_change();
create trigger clearing_count_kept before update or delete on clearing_count
  for each row execute function refuse_change();
create trigger clearing_count_never_truncated before truncate on clearing_count
  for each statement execute function refuse_change();
