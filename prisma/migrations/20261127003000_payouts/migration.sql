-- Payouts: where parties are paid, batches that two people let go, what the bank said of each line; and the second factor
-- of who approves (docs/decisions/031).

-- CreateTable
CREATE TABLE "identity_second_factor" (
    "user_id" TEXT NOT NULL,
    "secret_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "identity_second_factor_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "identity_recovery_code" (
    "user_id" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,

    CONSTRAINT "identity_recovery_code_pkey" PRIMARY KEY ("user_id","code_hash")
);

-- CreateTable
CREATE TABLE "identity_factor_use" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "step" BIGINT,
    "code_hash" BYTEA,
    "purpose" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_factor_use_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_account" (
    "id" TEXT NOT NULL,
    "party_id" UUID NOT NULL,
    "party_kind" TEXT NOT NULL,
    "rail" TEXT NOT NULL,
    "holder_kind" TEXT NOT NULL,
    "holder_name" TEXT NOT NULL,
    "bank_name" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "number_sealed" BYTEA NOT NULL,
    "last_four" TEXT NOT NULL,
    "added_by_id" TEXT NOT NULL,
    "added_by_name" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_batch" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "rail" TEXT NOT NULL,
    "bank" TEXT,
    "state" TEXT NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "line_count" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_sealed" BYTEA NOT NULL,
    "file_sha256" BYTEA NOT NULL,
    "proposer_id" TEXT NOT NULL,
    "proposer_name" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decider_id" TEXT,
    "decider_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "factor_use_id" TEXT,
    "journal_id" UUID,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by_name" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_line" (
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "party_id" UUID NOT NULL,
    "party_kind" TEXT NOT NULL,
    "book_code" TEXT NOT NULL,
    "account_id" TEXT,
    "amount_fen" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_name" TEXT,
    "journal_id" UUID,
    "reference" TEXT,
    "reason" TEXT,
    "witness_one" TEXT,
    "witness_two" TEXT,
    "receipt_name" TEXT,
    "receipt_sha256" BYTEA,

    CONSTRAINT "payout_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_import" (
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_sha256" BYTEA NOT NULL,
    "line_count" INTEGER NOT NULL,
    "imported_by_name" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_import_line" (
    "import_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "line_id" TEXT,

    CONSTRAINT "payout_import_line_pkey" PRIMARY KEY ("import_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "identity_factor_use_user_id_step_key" ON "identity_factor_use"("user_id", "step");

-- CreateIndex
CREATE UNIQUE INDEX "identity_factor_use_user_id_code_hash_key" ON "identity_factor_use"("user_id", "code_hash");

-- CreateIndex
CREATE INDEX "payout_account_party_id_idx" ON "payout_account"("party_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batch_number_key" ON "payout_batch"("number");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batch_factor_use_id_key" ON "payout_batch"("factor_use_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batch_journal_id_key" ON "payout_batch"("journal_id");

-- CreateIndex
CREATE INDEX "payout_batch_proposed_at_idx" ON "payout_batch"("proposed_at");

-- CreateIndex
CREATE UNIQUE INDEX "payout_line_journal_id_key" ON "payout_line"("journal_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_line_reference_key" ON "payout_line"("reference");

-- CreateIndex
CREATE INDEX "payout_line_party_id_idx" ON "payout_line"("party_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_line_batch_id_number_key" ON "payout_line"("batch_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "payout_line_batch_id_party_id_key" ON "payout_line"("batch_id", "party_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_import_batch_id_file_sha256_key" ON "payout_import"("batch_id", "file_sha256");

-- AddForeignKey
ALTER TABLE "identity_second_factor" ADD CONSTRAINT "identity_second_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_recovery_code" ADD CONSTRAINT "identity_recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "payout_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "payout_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_import" ADD CONSTRAINT "payout_import_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "payout_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_import_line" ADD CONSTRAINT "payout_import_line_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "payout_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_import_line" ADD CONSTRAINT "payout_import_line_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "payout_line"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- Second factor: a use is written down once, for one purpose, and stays.

alter table identity_second_factor
  add constraint identity_second_factor_failures check (failures between 0 and 5);
alter table identity_recovery_code
  add constraint identity_recovery_code_hash check (octet_length(code_hash) = 32);
alter table identity_factor_use
  add constraint identity_factor_use_one_kind check ((step is null) <> (code_hash is null)),
  add constraint identity_factor_use_purpose check (length(purpose) between 1 and 100);

create function identity_factor_use_kept() returns trigger language plpgsql as $$
begin
  raise exception 'FACTOR_USE_KEPT %', old.id using errcode = '42501';
end $$;
create trigger identity_factor_use_kept before update or delete on identity_factor_use
  for each row execute function identity_factor_use_kept();

-- ---------------------------------------------------------------------------------------------------------------
-- Accounts. 集体经济组织法 art. 44: a collective's money is never in a person's account. The same goes for every
-- organisation here, and the account is in its own name.

alter table payout_account
  add constraint payout_account_words check (
    rail = 'bank' and holder_kind in ('person', 'organisation')
    and party_kind in ('household', 'cooperative', 'collective', 'platform')
    and length(trim(holder_name)) between 1 and 60 and last_four ~ '^[0-9A-Za-z]{4}$'),
  add constraint payout_account_in_its_name check (party_kind = 'household' or holder_kind = 'organisation');
create unique index payout_account_one_in_force on payout_account (party_id, rail) where ended_at is null;

create function payout_account_lawful() returns trigger language plpgsql as $$
declare kind text; name text;
begin
  if tg_op = 'DELETE' then raise exception 'PAYOUT_ACCOUNT_KEPT %', old.id using errcode = '42501'; end if;
  if tg_op = 'UPDATE' then
    if old.ended_at is not null or (to_jsonb(new) - 'ended_at') is distinct from (to_jsonb(old) - 'ended_at') then
      raise exception 'PAYOUT_ACCOUNT_KEPT %', old.id using errcode = '42501';
    end if;
    return new;
  end if;
  select o.kind, o.name_zh into kind, name from registry_organisation o where o.party_id = new.party_id;
  if not found then
    select 'household', null into kind, name from registry_household h where h.party_id = new.party_id;
  end if;
  if kind is distinct from new.party_kind then
    raise exception 'PAYOUT_PARTY_UNKNOWN %', new.party_id using errcode = '23514';
  end if;
  if name is not null and name <> new.holder_name then
    raise exception 'PAYOUT_HOLDER_DIFFERS %', new.party_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger payout_account_lawful before insert or update or delete on payout_account
  for each row execute function payout_account_lawful();

-- ---------------------------------------------------------------------------------------------------------------
-- Batches and lines

alter table payout_batch
  add constraint payout_batch_rail check (
    rail in ('bank_file', 'cash') and (bank is not null) = (rail = 'bank_file')
    and (bank is null or bank in ('icbc', 'boc', 'abc'))),
  add constraint payout_batch_state check (
    state in ('proposed', 'approved', 'sent', 'settled', 'rejected', 'withdrawn')),
  add constraint payout_batch_figures check (
    total_fen > 0 and line_count between 1 and 500 and octet_length(file_sha256) = 32),
  add constraint payout_batch_decided check (
    (state = 'proposed') = (decider_id is null) and (decider_id is null) = (decided_at is null)
    and (decider_id is null) = (decider_name is null)),
  add constraint payout_batch_two_people check (
    case state when 'proposed' then true when 'withdrawn' then decider_id = proposer_id else decider_id <> proposer_id end),
  add constraint payout_batch_approved check (
    (state in ('approved', 'sent', 'settled')) = (factor_use_id is not null)
    and (factor_use_id is null) = (journal_id is null)),
  add constraint payout_batch_sent check (
    (sent_at is null) = (sent_by_name is null) and (state <> 'sent' or sent_at is not null)
    and (sent_at is null or state in ('sent', 'settled'))),
  add constraint payout_batch_settled check ((state = 'settled') = (settled_at is not null));

alter table payout_line
  add constraint payout_line_amount check (amount_fen > 0),
  add constraint payout_line_party check (party_kind in ('household', 'cooperative', 'collective')),
  add constraint payout_line_state check (state in ('proposed', 'held', 'settled', 'returned')),
  add constraint payout_line_resolved check (
    (state in ('settled', 'returned')) = (resolved_at is not null)
    and (resolved_at is null) = (resolved_by_name is null) and (resolved_at is null) = (journal_id is null)),
  add constraint payout_line_reason check ((reason is not null) = (state = 'returned')),
  add constraint payout_line_reference check (reference is null or state in ('settled', 'returned')),
  add constraint payout_line_receipt check (
    (witness_one is null) = (witness_two is null) and (witness_one is null) = (receipt_sha256 is null)
    and (receipt_sha256 is null) = (receipt_name is null)
    and (witness_one is null or (state = 'settled' and witness_one <> witness_two and resolved_by_name not in (witness_one, witness_two))));

alter table payout_import_line
  add constraint payout_import_line_outcome check (outcome in ('settled', 'returned', 'resolved_before', 'waiting',
    'unknown_line', 'amount_differs', 'account_differs', 'reference_used', 'no_reference', 'unreadable')),
  add constraint payout_import_line_known check (
    (line_id is null) = (outcome in ('unknown_line', 'unreadable')));
-- What a bank says of a line decides it once.
create unique index payout_import_line_decides_once on payout_import_line (line_id) where outcome in ('settled', 'returned');

create function payout_batch_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then raise exception 'PAYOUT_NOT_PROPOSED %', new.id using errcode = '23514'; end if;
    return new;
  end if;
  if tg_op = 'DELETE' or (new.id, new.number, new.rail, new.bank, new.total_fen, new.line_count, new.file_name,
      new.file_sealed, new.file_sha256, new.proposer_id, new.proposer_name, new.proposed_at) is distinct from
     (old.id, old.number, old.rail, old.bank, old.total_fen, old.line_count, old.file_name,
      old.file_sealed, old.file_sha256, old.proposer_id, old.proposer_name, old.proposed_at)
  then raise exception 'PAYOUT_KEPT %', old.id using errcode = '42501'; end if;
  if (old.state, new.state) not in (('proposed', 'approved'), ('proposed', 'rejected'), ('proposed', 'withdrawn'),
      ('approved', 'sent'), ('approved', 'settled'), ('sent', 'settled'))
  then raise exception 'PAYOUT_STATE_SKIPPED % %', old.state, new.state using errcode = '23514'; end if;
  if old.state <> 'proposed' and (new.decider_id, new.decider_name, new.decided_at, new.factor_use_id, new.journal_id)
      is distinct from (old.decider_id, old.decider_name, old.decided_at, old.factor_use_id, old.journal_id)
  then raise exception 'PAYOUT_KEPT %', old.id using errcode = '42501'; end if;
  -- Whoever approves has just shown a second factor, for this batch and no other.
  if new.state = 'approved' and not exists (select from identity_factor_use u
      where u.id = new.factor_use_id and u.user_id = new.decider_id and u.purpose = 'payout:' || new.id)
  then raise exception 'PAYOUT_NO_SECOND_FACTOR %', new.id using errcode = '23514'; end if;
  return new;
end $$;
create trigger payout_batch_kept before insert or update or delete on payout_batch
  for each row execute function payout_batch_kept();

create function payout_line_kept() returns trigger language plpgsql as $$
declare batch payout_batch;
begin
  if tg_op = 'DELETE' then raise exception 'PAYOUT_KEPT %', old.id using errcode = '42501'; end if;
  -- The batch first, as everybody takes it: two last lines must not both see another one held.
  select * into batch from payout_batch b where b.id = new.batch_id for update;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then raise exception 'PAYOUT_NOT_PROPOSED %', new.id using errcode = '23514'; end if;
    if batch.rail = 'cash' and (new.party_kind <> 'household' or new.account_id is not null) then
      raise exception 'PAYOUT_CASH_FOR_HOUSEHOLDS %', new.id using errcode = '23514'; end if;
    if batch.rail <> 'cash' and not exists (select from payout_account a
        where a.id = new.account_id and a.party_id = new.party_id and a.party_kind = new.party_kind
          and a.ended_at is null)
    then raise exception 'PAYOUT_OTHER_ACCOUNT %', new.id using errcode = '23514'; end if;
    return new;
  end if;
  if (new.id, new.batch_id, new.number, new.party_id, new.party_kind, new.book_code, new.account_id, new.amount_fen)
      is distinct from
     (old.id, old.batch_id, old.number, old.party_id, old.party_kind, old.book_code, old.account_id, old.amount_fen)
    or (old.state, new.state) not in (('proposed', 'held'), ('held', 'settled'), ('held', 'returned'))
  then raise exception 'PAYOUT_KEPT %', old.id using errcode = '42501'; end if;
  if new.state = 'settled' and (batch.rail = 'cash') <> (new.witness_one is not null) then
    raise exception 'PAYOUT_NO_WITNESS %', new.id using errcode = '23514'; end if;
  if new.state = 'settled' and batch.rail <> 'cash' and new.reference is null then
    raise exception 'PAYOUT_NO_REFERENCE %', new.id using errcode = '23514'; end if;
  return new;
end $$;
create trigger payout_line_kept before insert or update or delete on payout_line
  for each row execute function payout_line_kept();

-- Looked at when the transaction ends: the lines are what the cover says, and their states fit the batch's.
create function payout_adds_up() returns trigger language plpgsql as $$
declare batch payout_batch; lines record;
begin
  if tg_table_name = 'payout_batch' then batch.id := new.id; else batch.id := new.batch_id; end if;
  select * into batch from payout_batch b where b.id = batch.id;
  select count(*) n, coalesce(sum(l.amount_fen), 0) total, count(*) filter (where l.state = 'proposed') proposed,
         count(*) filter (where l.state = 'held') held into lines
    from payout_line l where l.batch_id = batch.id;
  if lines.n <> batch.line_count or lines.total <> batch.total_fen then
    raise exception 'PAYOUT_TOTAL_DIFFERS % lines=% total=%', batch.id, lines.n, lines.total using errcode = '23514'; end if;
  if (case when batch.state in ('proposed', 'rejected', 'withdrawn') then lines.proposed <> lines.n
          when batch.state in ('approved', 'sent') then lines.proposed <> 0 or lines.held = 0
          else lines.proposed <> 0 or lines.held <> 0 end)
  then raise exception 'PAYOUT_STATES_DIFFER % %', batch.id, batch.state using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger payout_batch_adds_up after insert or update on payout_batch
  deferrable initially deferred for each row execute function payout_adds_up();
create constraint trigger payout_line_adds_up after insert or update on payout_line
  deferrable initially deferred for each row execute function payout_adds_up();

create function payout_import_kept() returns trigger language plpgsql as $$
begin
  raise exception 'PAYOUT_KEPT import' using errcode = '42501';
end $$;
create trigger payout_import_kept before update or delete on payout_import
  for each row execute function payout_import_kept();
create trigger payout_import_line_kept before update or delete on payout_import_line
  for each row execute function payout_import_kept();
