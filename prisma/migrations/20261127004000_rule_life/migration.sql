-- A cooperative's own split rules: drafted by one of its people, rehearsed, proposed, approved by another, and in force
-- from then on, never before (docs/decisions/032-whose-rule-splits-a-sale.md).

alter table split_rule_version
  add column approved_at timestamptz(3),
  add constraint split_rule_version_not_retroactive check (approved_at is null or valid_from >= approved_at),
  -- What is not the shop's own rule was agreed on by two people.
  add constraint split_rule_version_agreed check (approved_at is not null or position(':' in rule_code) = 0);

-- A public official hosts for nothing (公务员法 art. 59): whoever is not in this list is paid by no rule.
alter table split_rule_version
  add constraint split_rule_version_payees check (not jsonb_path_exists(body,
    '$.**.to ? (@ != "household" && @ != "cooperative" && @ != "collective" && @ != "platform" && @ != "risk_fund")'));

-- CreateTable
CREATE TABLE "split_rule_proposal" (
    "id" TEXT NOT NULL,
    "rule_code" TEXT NOT NULL,
    "cooperative_id" TEXT NOT NULL,
    "product_id" TEXT,
    "body" JSONB NOT NULL,
    "base_version_id" UUID NOT NULL,
    "effective_on" DATE,
    "reason" TEXT,
    "state" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_at" TIMESTAMPTZ(3),
    "report" JSONB,
    "decider_id" TEXT,
    "decider_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "version_id" UUID,

    CONSTRAINT "split_rule_proposal_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "split_rule_proposal_version_id_key" ON "split_rule_proposal"("version_id");
CREATE INDEX "split_rule_proposal_cooperative_id_drafted_at_idx" ON "split_rule_proposal"("cooperative_id", "drafted_at");
ALTER TABLE "split_rule_proposal" ADD CONSTRAINT "split_rule_proposal_base_version_id_fkey" FOREIGN KEY ("base_version_id") REFERENCES "split_rule_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "split_rule_proposal" ADD CONSTRAINT "split_rule_proposal_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "split_rule_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

alter table split_rule_proposal
  add constraint split_rule_proposal_state check (state in ('draft', 'proposed', 'approved', 'refused', 'withdrawn')),
  add constraint split_rule_proposal_code
    check (rule_code = coalesce('product:' || product_id, 'cooperative:' || cooperative_id)),
  add constraint split_rule_proposal_payees check (not jsonb_path_exists(body,
    '$.**.to ? (@ != "household" && @ != "cooperative" && @ != "collective" && @ != "platform" && @ != "risk_fund")')),
  -- Whoever decides saw what it would have changed, and knows why it is wanted.
  add constraint split_rule_proposal_complete check (state in ('draft', 'withdrawn')
    or (proposed_at is not null and report is not null and length(trim(reason)) between 4 and 200)),
  add constraint split_rule_proposal_two_people check (decider_id is null or decider_id <> author_id),
  add constraint split_rule_proposal_decided check (
    (state in ('approved', 'refused')) = (decider_id is not null)
    and (decider_id is null) = (decider_name is null)
    and (state in ('draft', 'proposed')) = (decided_at is null)),
  add constraint split_rule_proposal_in_force check ((state = 'approved') = (version_id is not null));
-- One at a time for each rule: two that were each compared with what is in force would undo each other.
create unique index split_rule_proposal_one_open on split_rule_proposal (rule_code) where state in ('draft', 'proposed');

create function split_rule_proposal_steps() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'RULE_NOT_A_DRAFT %', new.id using errcode = '23514'; end if;
    return new;
  end if;
  if tg_op = 'DELETE' or old.state not in ('draft', 'proposed')
     or (new.id, new.rule_code, new.cooperative_id, new.product_id, new.base_version_id, new.author_id, new.author_name,
         new.drafted_at)
          is distinct from
        (old.id, old.rule_code, old.cooperative_id, old.product_id, old.base_version_id, old.author_id, old.author_name,
         old.drafted_at)
  then
    raise exception 'RULE_PROPOSAL_KEPT %', old.id using errcode = '42501';
  end if;
  -- What is decided is what was proposed.
  if old.state = 'proposed'
     and (new.body, new.effective_on, new.reason, new.proposed_at, new.report)
           is distinct from
         (old.body, old.effective_on, old.reason, old.proposed_at, old.report) then
    raise exception 'RULE_PROPOSAL_KEPT %', old.id using errcode = '42501';
  end if;
  if old.state = 'draft' and new.state not in ('draft', 'proposed', 'withdrawn')
     or old.state = 'proposed' and new.state not in ('approved', 'refused', 'withdrawn') then
    raise exception 'RULE_STEP % to %', old.state, new.state using errcode = '23514';
  end if;
  return new;
end $$;
create trigger split_rule_proposal_steps before insert or update or delete on split_rule_proposal
  for each row execute function split_rule_proposal_steps();

-- A version that was agreed on begins now or later, by the database's clock too; ten minutes are for clocks that differ.
create function split_rule_version_begins_later() returns trigger language plpgsql as $$
begin
  if new.approved_at is not null and new.valid_from < clock_timestamp() - interval '10 minutes' then
    raise exception 'SPLIT_RULE_RETROACTIVE % v%', new.rule_code, new.version using errcode = '23514';
  end if;
  return new;
end $$;
create trigger split_rule_version_begins_later before insert on split_rule_version
  for each row execute function split_rule_version_begins_later();

-- At the commit: it is what another person approved, word for word.
create function split_rule_version_as_approved() returns trigger language plpgsql as $$
begin
  if not exists (
    select from split_rule_proposal p
     where p.version_id = new.id and p.state = 'approved' and p.rule_code = new.rule_code and p.body = new.body
       and p.author_id = new.author and p.decider_id = new.approver and p.decided_at = new.approved_at)
  then
    raise exception 'SPLIT_RULE_NOT_APPROVED % v%', new.rule_code, new.version using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger split_rule_version_as_approved after insert on split_rule_version
  deferrable initially deferred for each row when (new.approved_at is not null)
  execute function split_rule_version_as_approved();

-- Rehearsals read a cooperative's newest paid orders.
create index checkout_order_line_cooperative_id_idx on checkout_order_line (cooperative_id);

create or replace function split_rule_version_kept() returns trigger language plpgsql as $$
begin
  if old.status not in ('active', 'retired') then return case tg_op when 'DELETE' then old else new end; end if;
  if tg_op = 'DELETE' then
    raise exception 'SPLIT_RULE_KEPT % v%', old.rule_code, old.version using errcode = '42501';
  end if;
  if (new.id, new.rule_code, new.version, new.valid_from, new.body, new.body_hash, new.author, new.approver,
      new.approved_at)
       is distinct from
     (old.id, old.rule_code, old.version, old.valid_from, old.body, old.body_hash, old.author, old.approver,
      old.approved_at)
     or new.status not in (old.status, 'retired')
     or (old.valid_to is not null and new.valid_to is distinct from old.valid_to)
  then
    raise exception 'SPLIT_RULE_KEPT % v%', old.rule_code, old.version using errcode = '42501';
  end if;
  return new;
end $$;
