-- Alliances of villages (抱团): who shares from which month on and by which formula, agreed on by two of them; and the
-- part of a sale that is divided so (docs/decisions/034-an-alliance-divides-each-sale.md).

-- CreateTable
CREATE TABLE "alliance" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "intro_zh" TEXT NOT NULL,
    "intro_en" TEXT NOT NULL,
    "measure_zh" TEXT NOT NULL,
    "measure_en" TEXT NOT NULL,

    CONSTRAINT "alliance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alliance_terms" (
    "id" TEXT NOT NULL,
    "alliance_id" TEXT NOT NULL,
    "follows_id" TEXT,
    "from_month" DATE NOT NULL,
    "base_bp" INTEGER NOT NULL,
    "seat_count" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "proposer_id" TEXT NOT NULL,
    "proposer_name" TEXT NOT NULL,
    "proposer_collective_id" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alliance_terms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alliance_seat" (
    "terms_id" TEXT NOT NULL,
    "collective_id" TEXT NOT NULL,
    "contribution" BIGINT NOT NULL,

    CONSTRAINT "alliance_seat_pkey" PRIMARY KEY ("terms_id","collective_id")
);

-- CreateTable
CREATE TABLE "alliance_decision" (
    "terms_id" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "decider_id" TEXT NOT NULL,
    "decider_name" TEXT NOT NULL,
    "decider_collective_id" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alliance_decision_pkey" PRIMARY KEY ("terms_id")
);

-- CreateTable
CREATE TABLE "split_alliance_share" (
    "order_line_id" TEXT NOT NULL,
    "terms_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "placed_on" DATE NOT NULL,
    "paid_on" DATE NOT NULL,

    CONSTRAINT "split_alliance_share_pkey" PRIMARY KEY ("order_line_id")
);

CREATE UNIQUE INDEX "alliance_key_key" ON "alliance"("key");
CREATE INDEX "alliance_terms_alliance_id_from_month_idx" ON "alliance_terms"("alliance_id", "from_month");
CREATE INDEX "alliance_seat_collective_id_idx" ON "alliance_seat"("collective_id");
CREATE INDEX "split_alliance_share_terms_id_idx" ON "split_alliance_share"("terms_id");
ALTER TABLE "alliance_terms" ADD CONSTRAINT "alliance_terms_alliance_id_fkey" FOREIGN KEY ("alliance_id") REFERENCES "alliance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alliance_terms" ADD CONSTRAINT "alliance_terms_follows_id_fkey" FOREIGN KEY ("follows_id") REFERENCES "alliance_terms"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "alliance_seat" ADD CONSTRAINT "alliance_seat_terms_id_fkey" FOREIGN KEY ("terms_id") REFERENCES "alliance_terms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alliance_decision" ADD CONSTRAINT "alliance_decision_terms_id_fkey" FOREIGN KEY ("terms_id") REFERENCES "alliance_terms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "split_alliance_share" ADD CONSTRAINT "split_alliance_share_terms_id_fkey" FOREIGN KEY ("terms_id") REFERENCES "alliance_terms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- Terms: written once, from a month on, until those that follow.

alter table alliance_terms
  add constraint alliance_terms_month check (extract(day from from_month) = 1),
  add constraint alliance_terms_base check (base_bp between 0 and 10000),
  add constraint alliance_terms_seats check (seat_count between 2 and 60),
  add constraint alliance_terms_reason check (length(trim(reason)) between 4 and 200);
alter table alliance_seat add constraint alliance_seat_contribution check (contribution between 0 and 1000000000);
alter table alliance_decision
  add constraint alliance_decision_kind check (decision in ('approved', 'refused', 'withdrawn'));

create trigger alliance_terms_kept before update or delete on alliance_terms
  for each row execute function refuse_change();
create trigger alliance_seat_kept before update or delete on alliance_seat
  for each row execute function refuse_change();
create trigger alliance_decision_kept before update or delete on alliance_decision
  for each row execute function refuse_change();

-- The terms by which an alliance divides on a day: the newest approved ones whose month has begun. Null before the first.
create function alliance_terms_on(p_alliance text, p_day date) returns text language sql stable as $$
  select t.id from alliance_terms t join alliance_decision d on d.terms_id = t.id and d.decision = 'approved'
   where t.alliance_id = p_alliance and t.from_month <= p_day
   order by t.from_month desc limit 1 $$;

-- The same of whichever alliance a collective sits in on that day. It sits in one at most (alliance_decision_checked).
create function alliance_terms_of(p_collective text, p_day date) returns text language sql stable as $$
  select s.terms_id from alliance_seat s join alliance_terms t on t.id = s.terms_id
   where s.collective_id = p_collective and t.from_month <= p_day and t.id = alliance_terms_on(t.alliance_id, p_day)
   limit 1 $$;

-- At the commit: the seats are as many as the terms say, now and ever, and each a collective's; who proposed is a member.
create function alliance_terms_whole(p_terms text) returns void language plpgsql as $$
declare
  terms alliance_terms;
begin
  select * into terms from alliance_terms where id = p_terms;
  if terms.seat_count <> (
      select count(*) from alliance_seat s
        join registry_organisation o on o.id = s.collective_id and o.kind = 'collective'
       where s.terms_id = p_terms)
     or terms.seat_count <> (select count(*) from alliance_seat s where s.terms_id = p_terms) then
    raise exception 'ALLIANCE_SEATS %', p_terms using errcode = '23514';
  end if;
  if not exists (select from alliance_seat s
      where s.terms_id = coalesce(terms.follows_id, terms.id) and s.collective_id = terms.proposer_collective_id)
     or exists (select from alliance_terms f where f.id = terms.follows_id and f.alliance_id <> terms.alliance_id) then
    raise exception 'ALLIANCE_NOT_A_MEMBER %', p_terms using errcode = '23514';
  end if;
end $$;
create function alliance_terms_written() returns trigger language plpgsql as $$
begin
  perform alliance_terms_whole(new.id);
  return null;
end $$;
create constraint trigger alliance_terms_written after insert on alliance_terms
  deferrable initially deferred for each row execute function alliance_terms_written();
create function alliance_seat_written() returns trigger language plpgsql as $$
begin
  perform alliance_terms_whole(new.terms_id);
  return null;
end $$;
create constraint trigger alliance_seat_written after insert on alliance_seat
  deferrable initially deferred for each row execute function alliance_seat_written();

create function alliance_decision_checked() returns trigger language plpgsql as $$
declare
  terms alliance_terms;
  newest alliance_terms;
begin
  -- Decisions are heard one after the other: two alliances that take the same village at once are not both right.
  perform 1 from alliance order by id for no key update;
  select * into strict terms from alliance_terms where id = new.terms_id;
  if new.decision = 'withdrawn' then
    if new.decider_id <> terms.proposer_id then
      raise exception 'ALLIANCE_NOT_PROPOSER %', terms.id using errcode = '23514';
    end if;
    return new;
  end if;
  -- Two people, of two villages that share already; an alliance's first terms are agreed on by two that will.
  if new.decider_id = terms.proposer_id or new.decider_collective_id = terms.proposer_collective_id then
    raise exception 'ALLIANCE_TWO_VILLAGES %', terms.id using errcode = '23514';
  end if;
  if not exists (select from alliance_seat s
      where s.terms_id = coalesce(terms.follows_id, terms.id) and s.collective_id = new.decider_collective_id) then
    raise exception 'ALLIANCE_NOT_A_MEMBER %', terms.id using errcode = '23514';
  end if;
  if new.decision = 'refused' then return new; end if;

  select t.* into newest from alliance_terms t join alliance_decision d on d.terms_id = t.id and d.decision = 'approved'
   where t.alliance_id = terms.alliance_id order by t.from_month desc limit 1;
  if newest.id is distinct from terms.follows_id then
    raise exception 'ALLIANCE_MOVED_ON %', terms.id using errcode = '23514';
  end if;
  -- A month that has begun is divided as it began, by the decider's clock and by the database's. Before an alliance's
  -- first terms there was nobody to divide among, so that they may say since when it is.
  if terms.follows_id is not null and (
       terms.from_month <= newest.from_month
       or terms.from_month <= (new.decided_at at time zone 'Asia/Shanghai')::date
       or terms.from_month <= (clock_timestamp() at time zone 'Asia/Shanghai')::date) then
    raise exception 'ALLIANCE_RETROACTIVE %', terms.id using errcode = '23514';
  end if;
  if exists (
    select from alliance_seat mine
      join alliance_seat theirs on theirs.collective_id = mine.collective_id
      join alliance_terms o on o.id = theirs.terms_id and o.alliance_id <> terms.alliance_id
      join alliance_decision d on d.terms_id = o.id and d.decision = 'approved'
     where mine.terms_id = terms.id
       and (o.from_month > terms.from_month or o.id = alliance_terms_on(o.alliance_id, terms.from_month))) then
    raise exception 'ALLIANCE_TWICE %', terms.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger alliance_decision_checked before insert on alliance_decision
  for each row execute function alliance_decision_checked();

-- ---------------------------------------------------------------------------------------------------------------
-- Revenue share: a rule may pay the alliance; a collective then has two legs of one line.

alter table split_rule_version
  drop constraint split_rule_version_payees,
  add constraint split_rule_version_payees check (not jsonb_path_exists(body,
    '$.**.to ? (@ != "household" && @ != "cooperative" && @ != "collective" && @ != "alliance" && @ != "platform" && @ != "risk_fund")'));
alter table split_rule_proposal
  drop constraint split_rule_proposal_payees,
  add constraint split_rule_proposal_payees check (not jsonb_path_exists(body,
    '$.**.to ? (@ != "household" && @ != "cooperative" && @ != "collective" && @ != "alliance" && @ != "platform" && @ != "risk_fund")'));

alter table split_refund_part drop constraint split_refund_part_order_line_id_party_fkey;
alter table split_refund_part add column party_kind text;
alter table split_refund_part disable trigger split_refund_part_kept;
update split_refund_part p set party_kind = a.party_kind from split_allocation a
 where a.order_line_id = p.order_line_id and a.party = p.party;
alter table split_refund_part enable trigger split_refund_part_kept;
alter table split_refund_part alter column party_kind set not null;

alter table split_allocation drop constraint split_allocation_pkey;
ALTER TABLE "split_allocation" ADD CONSTRAINT "split_allocation_pkey" PRIMARY KEY ("order_line_id", "party", "party_kind");
alter table split_refund_part drop constraint split_refund_part_pkey;
ALTER TABLE "split_refund_part" ADD CONSTRAINT "split_refund_part_pkey" PRIMARY KEY ("refund_id", "party", "party_kind");
ALTER TABLE "split_refund_part" ADD CONSTRAINT "split_refund_part_order_line_id_party_party_kind_fkey" FOREIGN KEY ("order_line_id", "party", "party_kind") REFERENCES "split_allocation"("order_line_id", "party", "party_kind") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table split_allocation
  drop constraint split_allocation_kind,
  add constraint split_allocation_kind check (
    party_kind in ('processor_fee', 'household', 'cooperative', 'collective', 'alliance', 'platform', 'risk_fund')),
  drop constraint split_allocation_matures,
  add constraint split_allocation_matures
    check (matures_at is null or party_kind in ('household', 'cooperative', 'collective', 'alliance'));
-- Only an alliance has many legs of a line.
create unique index split_allocation_one_of_a_kind on split_allocation (order_line_id, party_kind)
  where party_kind <> 'alliance';

create or replace function split_refund_part_counted() returns trigger language plpgsql as $$
begin
  update split_allocation set refunded_fen = refunded_fen + new.amount_fen
   where order_line_id = new.order_line_id and party = new.party and party_kind = new.party_kind;
  return null;
end $$;

-- What an alliance got of a line is what its members got, and they are those of the terms of the order's day.
alter table split_alliance_share
  add constraint split_alliance_share_amount check (amount_fen > 0),
  add constraint split_alliance_share_days check (paid_on >= placed_on);
create trigger split_alliance_share_kept before update or delete on split_alliance_share
  for each row execute function refuse_change();

create function split_alliance_share_whole() returns trigger language plpgsql as $$
begin
  if new.amount_fen is distinct from (
      select sum(a.amount_fen) from split_allocation a
       where a.order_line_id = new.order_line_id and a.party_kind = 'alliance') then
    raise exception 'SPLIT_ALLIANCE_SUM %', new.order_line_id using errcode = '23514';
  end if;
  if new.terms_id is distinct from (
      select alliance_terms_on(t.alliance_id, new.placed_on) from alliance_terms t where t.id = new.terms_id)
     or exists (
      select from split_allocation a
       where a.order_line_id = new.order_line_id and a.party_kind = 'alliance'
         and not exists (
           select from alliance_seat s join registry_organisation o on o.id = s.collective_id
            where s.terms_id = new.terms_id and o.party_id::text = a.party)) then
    raise exception 'SPLIT_ALLIANCE_TERMS %', new.order_line_id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger split_alliance_share_whole after insert on split_alliance_share
  deferrable initially deferred for each row execute function split_alliance_share_whole();

create function split_allocation_allied() returns trigger language plpgsql as $$
begin
  if not exists (select from split_alliance_share s where s.order_line_id = new.order_line_id) then
    raise exception 'SPLIT_ALLIANCE_NONE %', new.order_line_id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger split_allocation_allied after insert on split_allocation
  deferrable initially deferred for each row when (new.party_kind = 'alliance')
  execute function split_allocation_allied();
