-- A debt that a refund left with a household (应收追回) is written off by two people: one proposes, another decides.

-- CreateTable
CREATE TABLE "split_write_off" (
    "id" TEXT NOT NULL,
    "household_party" UUID NOT NULL,
    "cooperative_party" UUID NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "maker_id" TEXT NOT NULL,
    "maker_name" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "checker_id" TEXT,
    "checker_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "journal_id" UUID,

    CONSTRAINT "split_write_off_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "split_write_off_journal_id_key" ON "split_write_off"("journal_id");
CREATE INDEX "split_write_off_cooperative_party_proposed_at_idx" ON "split_write_off"("cooperative_party", "proposed_at");

alter table split_write_off
  add constraint split_write_off_amount check (amount_fen > 0),
  add constraint split_write_off_reason check (length(trim(reason)) between 4 and 200),
  add constraint split_write_off_state check (state in ('proposed', 'approved', 'rejected')),
  add constraint split_write_off_two_people check (checker_id is distinct from maker_id),
  add constraint split_write_off_decided check (
    (state = 'proposed') = (checker_id is null) and (checker_id is null) = (decided_at is null)
    and (checker_id is null) = (checker_name is null)),
  add constraint split_write_off_booked check ((state = 'approved') = (journal_id is not null));
-- One at a time: two proposals that each fit would not fit together.
create unique index split_write_off_one_open on split_write_off (household_party) where state = 'proposed';

create function split_write_off_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then raise exception 'WRITE_OFF_NOT_PROPOSED %', new.id using errcode = '23514'; end if;
    return new;
  end if;
  if tg_op = 'DELETE' or old.state <> 'proposed'
     or (new.id, new.household_party, new.cooperative_party, new.amount_fen, new.reason, new.maker_id, new.maker_name,
         new.proposed_at)
          is distinct from
        (old.id, old.household_party, old.cooperative_party, old.amount_fen, old.reason, old.maker_id, old.maker_name,
         old.proposed_at)
  then
    raise exception 'WRITE_OFF_KEPT %', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger split_write_off_kept before insert or update or delete on split_write_off
  for each row execute function split_write_off_kept();
