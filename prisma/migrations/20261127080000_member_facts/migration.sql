-- Whose the cooperative is: what a member has in it is the sum of booked facts (docs/decisions/036). 合作社法: 农民专业合作社法
-- (2017), read in full. Accounts: 财会〔2021〕37号, read in full. Succession is left to the charter by 合作社法 15 (6).

-- CreateTable
CREATE TABLE "dividend_member_fact" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "member_id" TEXT,
    "effective_on" DATE NOT NULL,
    "evidence_name" TEXT NOT NULL,
    "evidence_sha256" BYTEA NOT NULL,
    "loss_fen" BIGINT NOT NULL DEFAULT 0,
    "journal_id" UUID,
    "payment_id" TEXT,
    "undoes_id" TEXT,
    "line_count" INTEGER NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_by_name" TEXT NOT NULL,

    CONSTRAINT "dividend_member_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_member_line" (
    "fact_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "head" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "dividend_member_line_pkey" PRIMARY KEY ("fact_id","member_id","head")
);

-- CreateIndex
CREATE UNIQUE INDEX "dividend_member_fact_payment_id_key" ON "dividend_member_fact"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "dividend_member_fact_undoes_id_key" ON "dividend_member_fact"("undoes_id");

-- CreateIndex
CREATE INDEX "dividend_member_fact_organisation_id_effective_on_idx" ON "dividend_member_fact"("organisation_id", "effective_on");

-- CreateIndex
CREATE INDEX "dividend_member_fact_member_id_idx" ON "dividend_member_fact"("member_id");

-- CreateIndex
CREATE INDEX "dividend_member_line_member_id_idx" ON "dividend_member_line"("member_id");

-- AddForeignKey
ALTER TABLE "dividend_member_fact" ADD CONSTRAINT "dividend_member_fact_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_member_fact" ADD CONSTRAINT "dividend_member_fact_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "dividend_member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_member_fact" ADD CONSTRAINT "dividend_member_fact_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "dividend_payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_member_fact" ADD CONSTRAINT "dividend_member_fact_undoes_id_fkey" FOREIGN KEY ("undoes_id") REFERENCES "dividend_member_fact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_member_line" ADD CONSTRAINT "dividend_member_line_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "dividend_member_fact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_member_line" ADD CONSTRAINT "dividend_member_line_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "dividend_member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the register said until now becomes the first fact of each member, with no entry behind it: the equity table says
-- by how much the books differ until an accountant has booked it.
insert into dividend_member_fact (id, organisation_id, kind, member_id, effective_on, evidence_name, evidence_sha256,
  line_count, recorded_at, recorded_by, recorded_by_name)
select 'opening_' || m.id, m.organisation_id, 'opening', m.id, m.joined_on, '成员名册（改为逐笔记录之前）',
       sha256(convert_to(to_jsonb(m)::text, 'UTF8')),
       (m.contribution_fen > 0)::int + (m.reserve_fen > 0)::int + (m.grant_fen > 0)::int + (m.income_shares > 0)::int,
       now(), 'migration', '数据迁移'
  from dividend_member m;
insert into dividend_member_line (fact_id, member_id, head, amount)
select 'opening_' || m.id, m.id, h.head, h.amount
  from dividend_member m
 cross join lateral (values ('contribution', m.contribution_fen), ('reserve', m.reserve_fen), ('grant', m.grant_fen),
                            ('shares', m.income_shares::bigint)) h(head, amount)
 where h.amount > 0;

alter table dividend_member drop constraint dividend_member_account;
alter table dividend_member
  drop column contribution_fen, drop column reserve_fen, drop column grant_fen, drop column income_shares;
alter table dividend_member add constraint dividend_member_votes check (votes >= 1);

-- An heir of the household goes on with its account: one party, one member at a time.
drop index "dividend_member_organisation_id_party_id_key";
CREATE INDEX "dividend_member_organisation_id_party_id_idx" ON "dividend_member"("organisation_id", "party_id");
create unique index dividend_member_one_a_party on dividend_member (organisation_id, party_id) where left_on is null;

alter table dividend_run add column may_convert boolean not null default false;
alter table dividend_run add constraint dividend_run_converts check (not may_convert or regime = 'cooperative');
alter table dividend_payment drop constraint dividend_payment_known;
alter table dividend_payment add constraint dividend_payment_known check (case state
    when 'payable' then paid_at is null and receipted_at is null
    when 'paid' then paid_at is not null and receipted_at is null
    when 'receipted' then paid_at is not null and receipted_at is not null and octet_length(receipt_sha256) = 32
    when 'converted' then paid_at is null and receipted_at is null and journal_id is not null
    else false end);

alter table dividend_member_fact
  add constraint dividend_member_fact_kind check (kind in ('opening', 'joined', 'paid_in', 'converted', 'reserve_quantified',
    'grant_quantified', 'donation_quantified', 'leave_asked', 'expelled', 'died', 'settled', 'succeeded', 'shares_issued',
    'shares_withdrawn', 'shares_transferred', 'undone')),
  add constraint dividend_member_fact_evidence check (octet_length(evidence_sha256) = 32 and length(evidence_name) > 0),
  add constraint dividend_member_fact_counts check (line_count >= 0 and loss_fen >= 0 and (loss_fen = 0 or kind = 'settled')),
  add constraint dividend_member_fact_of_one check (
    (member_id is null) = (kind in ('reserve_quantified', 'grant_quantified', 'donation_quantified')) or kind = 'undone'),
  add constraint dividend_member_fact_links check (
    (payment_id is not null) = (kind = 'converted') and (undoes_id is not null) = (kind = 'undone'));
alter table dividend_member_line
  add constraint dividend_member_line_head check (
    head in ('contribution', 'aid', 'reserve', 'grant', 'donation', 'shares') and amount <> 0);

-- Who left is paid out, or his heir goes on: once, and not both.
create unique index dividend_member_ended_once on dividend_member_fact (member_id) where kind in ('settled', 'succeeded');

-- ---------------------------------------------------------------------------------------------------------------------
-- What facts add up to

/* A member's figures of these heads at the end of a day. */
create function dividend_figure(p_member text, p_heads text[], p_to date) returns bigint language sql stable as $$
  select coalesce(sum(l.amount), 0)::bigint
    from dividend_member_line l join dividend_member_fact f on f.id = l.fact_id
   where l.member_id = p_member and l.head = any (p_heads) and f.effective_on <= p_to $$;

/* What the book has that can be members': 322 盈余公积, 311 专项基金 of grants, and of donations. */
create function dividend_fund_booked(p_organisation text, p_head text) returns bigint language sql stable as $$
  select coalesce(-sum(p.amount), 0)::bigint
    from registry_organisation o
    join ledger.book b on b.code = o.book_code
    join ledger.account a on a.book_id = b.id
     and case p_head when 'reserve' then split_part(a.code, '.', 1) = '322'
                     when 'donation' then a.code = '311.donations'
                     when 'grant' then split_part(a.code, '.', 1) = '311' and a.code <> '311.donations'
                     else false end
    join ledger.posting p on p.account_id = a.id
   where o.id = p_organisation $$;

-- Facts of one organisation come one after the other, and none while a period is closed.
create function dividend_lock_members(p_organisation text) returns void language plpgsql as $$
begin
  perform from registry_organisation where id = p_organisation for no key update;
end $$;
create function dividend_period_waits_for_facts() returns trigger language plpgsql as $$
begin
  perform dividend_lock_members(new.organisation_id);
  return new;
end $$;
create trigger dividend_period_after_facts before insert on dividend_period
  for each row execute function dividend_period_waits_for_facts();

-- ---------------------------------------------------------------------------------------------------------------------
-- A fact is said once

create function dividend_fact_said() returns trigger language plpgsql as $$
declare
  v_kind text;
begin
  perform dividend_lock_members(new.organisation_id);
  select kind into v_kind from registry_organisation where id = new.organisation_id;
  if new.kind = 'opening'
     or (v_kind = 'cooperative' and new.kind like 'shares%')
     or (v_kind = 'collective' and new.kind not in ('joined', 'died', 'succeeded', 'undone') and new.kind not like 'shares%')
  then
    raise exception 'DIVIDEND_FACT_OTHER_LAW % of a %', new.kind, v_kind using errcode = '23514';
  end if;
  if new.effective_on > shanghai_day(new.recorded_at) then
    raise exception 'DIVIDEND_FACT_IN_FUTURE %', new.effective_on using errcode = '23514';
  end if;
  -- A distribution shares by the figures of its period's last day: they don't change any more.
  if exists (select from dividend_period where organisation_id = new.organisation_id and to_on >= new.effective_on) then
    raise exception 'DIVIDEND_FACT_PERIOD_CLOSED %', new.effective_on using errcode = '23514';
  end if;
  if new.member_id is not null and not exists (
       select from dividend_member where id = new.member_id and organisation_id = new.organisation_id)
  then
    raise exception 'DIVIDEND_FACT_OF_ANOTHER %', new.member_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_fact_said before insert on dividend_member_fact
  for each row execute function dividend_fact_said();
create trigger dividend_fact_kept before update or delete on dividend_member_fact
  for each row execute function refuse_change();

create function dividend_line_said() returns trigger language plpgsql as $$
declare
  v_fact dividend_member_fact;
  v_member dividend_member;
begin
  select * into v_fact from dividend_member_fact where id = new.fact_id;
  select * into v_member from dividend_member where id = new.member_id;
  if (select count(*) from dividend_member_line where fact_id = new.fact_id) >= v_fact.line_count then
    raise exception 'DIVIDEND_FACT_KEPT % has its % lines', new.fact_id, v_fact.line_count using errcode = '42501';
  end if;
  if v_member.organisation_id <> v_fact.organisation_id then
    raise exception 'DIVIDEND_FACT_OF_ANOTHER %', new.member_id using errcode = '23514';
  end if;
  if new.amount > 0 and v_fact.kind <> 'undone'
     and not (v_member.joined_on <= v_fact.effective_on and (v_member.left_on is null or v_member.left_on > v_fact.effective_on))
  then
    raise exception 'DIVIDEND_FACT_NOT_MEMBER % on %', new.member_id, v_fact.effective_on using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_line_said before insert on dividend_member_line
  for each row execute function dividend_line_said();
create trigger dividend_line_kept before update or delete on dividend_member_line
  for each row execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- At commit a fact is what its kind says, and the book says the same

/* Lines that the fact's kind allows. Anything else is a bug above, not somebody's mistake. */
create function dividend_fact_must_be_shaped(p_fact dividend_member_fact) returns void language plpgsql as $$
declare
  v record;
  v_register bigint;
  v_shaped boolean;
begin
  select count(*) as lines, count(distinct member_id) as members, coalesce(array_agg(distinct head), '{}') as heads,
         coalesce(min(amount), 0) as least, coalesce(max(amount), 0) as most,
         coalesce(bool_and(member_id = p_fact.member_id), true) as of_one,
         coalesce(bool_and(member_id = p_fact.member_id or amount > 0), true) as from_one
    into v from dividend_member_line where fact_id = p_fact.id;
  select count(*) into v_register from dividend_member
   where organisation_id = p_fact.organisation_id and joined_on <= p_fact.effective_on
     and (left_on is null or left_on > p_fact.effective_on);
  v_shaped := v.lines = p_fact.line_count and case
    when p_fact.kind in ('joined', 'leave_asked', 'expelled', 'died') then v.lines = 0
    when p_fact.kind = 'paid_in' then v.least > 0 and v.of_one and v.heads <@ array['contribution', 'aid']
    when p_fact.kind = 'converted' then v.least > 0 and v.of_one and v.heads = array['contribution']
    when p_fact.kind = 'reserve_quantified' then v.least > 0 and v.heads = array['reserve']
    -- 合作社法 44: 平均量化, in equal shares, to all who are members that day
    when p_fact.kind in ('grant_quantified', 'donation_quantified') then
      v.least > 0 and v.heads = array[split_part(p_fact.kind, '_', 1)]
      and case when v.lines < v_register then v.most = 1 else v.most - v.least <= 1 end
    when p_fact.kind = 'settled' then v.most <= 0 and v.of_one
    when p_fact.kind in ('succeeded', 'shares_transferred') then v.members in (0, 2) and v.from_one and not exists (
      select from dividend_member_line where fact_id = p_fact.id group by head having sum(amount) <> 0)
    when p_fact.kind = 'shares_issued' then v.least > 0 and v.of_one and v.heads = array['shares']
    when p_fact.kind = 'shares_withdrawn' then v.most < 0 and v.of_one and v.heads = array['shares']
    when p_fact.kind = 'undone' then
      exists (select from dividend_member_fact u where u.id = p_fact.undoes_id and u.organisation_id = p_fact.organisation_id
                 and u.kind in ('paid_in', 'reserve_quantified', 'grant_quantified', 'donation_quantified', 'shares_issued',
                                'shares_withdrawn', 'shares_transferred'))
      and not exists (
        select from (select member_id, head, amount from dividend_member_line where fact_id = p_fact.id) mine
          full join (select member_id, head, amount from dividend_member_line where fact_id = p_fact.undoes_id) theirs
            using (member_id, head)
         where coalesce(mine.amount, 0) + coalesce(theirs.amount, 0) <> 0)
    else false end;
  if v_shaped is not true then
    raise exception 'DIVIDEND_FACT_SHAPE % of % lines', p_fact.kind, v.lines using errcode = '23514';
  end if;
end $$;

/*
 * Every fen of a contribution stands under 301 股金 in the member's name; what a leaver takes of the reserve, and a donation
 * that is received as it is quantified, stand under 322 and 311. A journal of a fact says what the fact says, to the fen.
 */
create function dividend_fact_must_be_booked(p_fact dividend_member_fact) returns void language plpgsql as $$
declare
  v_released bigint;
begin
  if exists (
    with said as (
      select case l.head when 'reserve' then '322.reserve' when 'donation' then '311.donations'
                         when 'aid' then '301.' || m.party_id || '.aid' else '301.' || m.party_id end as code,
             sum(l.amount) as amount
        from dividend_member_line l join dividend_member m on m.id = l.member_id
       where l.fact_id = p_fact.id
         and (l.head in ('contribution', 'aid')
           or (l.head = 'reserve' and p_fact.kind = 'settled')
           or (l.head = 'donation' and p_fact.kind in ('donation_quantified', 'undone')))
       group by 1),
    booked as (
      select a.code, sum(p.amount) as amount
        from ledger.journal j
        join ledger.posting p on p.journal_id = j.id
        join ledger.account a on a.id = p.account_id and split_part(a.code, '.', 1) in ('301', '311', '322')
        join ledger.book b on b.id = a.book_id
        join registry_organisation o on o.book_code = b.code and o.id = p_fact.organisation_id
       where j.id = p_fact.journal_id and j.source_type = 'member_fact' and j.source_id = p_fact.id
         and j.effective_date = p_fact.effective_on
       group by 1)
    select from said full join booked using (code) where coalesce(said.amount, 0) + coalesce(booked.amount, 0) <> 0)
  then
    raise exception 'DIVIDEND_NOT_BOOKED fact %', p_fact.id using errcode = '23514';
  end if;
  if p_fact.kind <> 'converted' then return; end if;

  -- 财会〔2021〕37号 221, 222: what becomes a contribution is no longer payable.
  select coalesce(sum(p.amount), 0) into v_released
    from ledger.posting p
    join ledger.account a on a.id = p.account_id
    join dividend_member m on m.id = p_fact.member_id and a.code in ('221.' || m.party_id, '222.' || m.party_id)
   where p.journal_id = p_fact.journal_id;
  if not exists (
    select from dividend_payment y join dividend_member_line l on l.fact_id = p_fact.id
     where y.id = p_fact.payment_id and y.member_id = p_fact.member_id and y.state = 'converted'
       and y.amount_fen = l.amount and y.amount_fen = v_released)
  then
    raise exception 'DIVIDEND_NOT_BOOKED conversion %', p_fact.id using errcode = '23514';
  end if;
end $$;

/* Nobody has less than nothing on any day, and members together have no more of a fund than there is. */
create function dividend_fact_must_fit(p_fact dividend_member_fact) returns void language plpgsql as $$
declare
  v_head text;
  v_shared bigint;
begin
  if exists (
    select from (
      select sum(l.amount) over (partition by l.member_id, l.head order by f.effective_on) as held
        from dividend_member_line l join dividend_member_fact f on f.id = l.fact_id
       where (l.member_id, l.head) in (
         select member_id, head from dividend_member_line where fact_id = p_fact.id and amount < 0)) day
     where held < 0)
  then
    raise exception 'DIVIDEND_FACT_TOO_MUCH %', p_fact.id using errcode = '23514';
  end if;
  for v_head in
    select distinct head from dividend_member_line where fact_id = p_fact.id and head in ('reserve', 'grant', 'donation')
  loop
    select coalesce(sum(l.amount), 0) into v_shared
      from dividend_member_line l join dividend_member_fact f on f.id = l.fact_id
     where f.organisation_id = p_fact.organisation_id and l.head = v_head;
    if v_shared > dividend_fund_booked(p_fact.organisation_id, v_head) and p_fact.kind like '%quantified' then
      raise exception 'DIVIDEND_FACT_OVER_FUND 合作社法 42, 44: % of % of %', v_shared,
        dividend_fund_booked(p_fact.organisation_id, v_head), v_head using errcode = '23514';
    end if;
  end loop;
end $$;

/* 合作社法 25, 26: membership ends with the fiscal year, three months after it was asked for; 28: what is given back then. */
create function dividend_fact_must_end_lawfully(p_fact dividend_member_fact) returns void language plpgsql as $$
declare
  v_member dividend_member;
  v_own bigint;
  v_loss bigint;
begin
  select * into v_member from dividend_member where id = p_fact.member_id;
  if p_fact.kind in ('leave_asked', 'expelled') and (
       extract(doy from v_member.left_on) is distinct from 1 or v_member.left_on <= p_fact.effective_on
       or (p_fact.kind = 'leave_asked' and p_fact.effective_on >= v_member.left_on - interval '3 months'))
  then
    raise exception 'DIVIDEND_LEAVE_NOTICE_SHORT 合作社法 25, 26: asked on %, ends before %', p_fact.effective_on, v_member.left_on
      using errcode = '23514';
  elsif p_fact.kind = 'died' and v_member.left_on is distinct from p_fact.effective_on + 1 then
    raise exception 'DIVIDEND_FACT_SHAPE died on %, left on %', p_fact.effective_on, v_member.left_on using errcode = '23514';
  elsif p_fact.kind = 'succeeded' and not exists (
          select from dividend_member_fact where member_id = p_fact.member_id and kind = 'died')
  then
    raise exception 'DIVIDEND_NOT_DIED %', p_fact.member_id using errcode = '23514';
  end if;

  if p_fact.kind in ('settled', 'succeeded') and (v_member.left_on is null or v_member.left_on > p_fact.effective_on) then
    raise exception 'DIVIDEND_STILL_MEMBER %', p_fact.member_id using errcode = '23514';
  elsif p_fact.kind = 'settled' and not exists (
          select from dividend_period where organisation_id = p_fact.organisation_id and to_on >= v_member.left_on - 1)
  then
    raise exception 'DIVIDEND_SETTLED_BEFORE_CLOSE 合作社法 28: the accounts of the last year come first' using errcode = '23514';
  elsif p_fact.kind in ('settled', 'succeeded') and exists (
          select from dividend_member_line l where l.member_id = p_fact.member_id group by l.head having sum(l.amount) <> 0)
  then
    raise exception 'DIVIDEND_FACT_SHAPE something is left of %', p_fact.member_id using errcode = '23514';
  end if;

  if p_fact.loss_fen > 0 then
    select coalesce(-sum(amount), 0) into v_own from dividend_member_line
     where fact_id = p_fact.id and head in ('contribution', 'aid', 'reserve');
    select coalesce(sum(p.amount), 0) into v_loss
      from registry_organisation o
      join ledger.book b on b.code = o.book_code
      join ledger.account a on a.book_id = b.id and split_part(a.code, '.', 1) = '332'
      join ledger.posting p on p.account_id = a.id
     where o.id = p_fact.organisation_id;
    -- 合作社法 6: liable with contribution and reserve share; and no more than there is of losses.
    if p_fact.loss_fen > v_own or v_loss < 0 then
      raise exception 'DIVIDEND_LOSS_TOO_MUCH 合作社法 6, 28: % of %', p_fact.loss_fen, v_own using errcode = '23514';
    end if;
  end if;
end $$;

create function dividend_fact_holds() returns trigger language plpgsql as $$
begin
  perform dividend_fact_must_be_shaped(new);
  perform dividend_fact_must_be_booked(new);
  perform dividend_fact_must_fit(new);
  perform dividend_fact_must_end_lawfully(new);
  return null;
end $$;
create constraint trigger dividend_fact_holds after insert on dividend_member_fact
  deferrable initially deferred for each row execute function dividend_fact_holds();

-- ---------------------------------------------------------------------------------------------------------------------
-- The register: who came and who went is a fact too

create function dividend_member_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.id, new.organisation_id, new.party_id, new.joined_on)
          is distinct from (old.id, old.organisation_id, old.party_id, old.joined_on)
  then
    raise exception 'DIVIDEND_FACT_KEPT member %', old.id using errcode = '42501';
  end if;
  if old.left_on is not null and new.left_on is distinct from old.left_on then
    raise exception 'DIVIDEND_LEFT_BEFORE %', old.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_member_moves before update or delete on dividend_member
  for each row execute function dividend_member_moves();

create function dividend_member_has_fact() returns trigger language plpgsql as $$
begin
  if not exists (select from dividend_member_fact where member_id = new.id and kind = 'joined')
     and (tg_op = 'INSERT' or new.left_on is null)
     or new.left_on is not null and not exists (
          select from dividend_member_fact where member_id = new.id and kind in ('leave_asked', 'expelled', 'died'))
  then
    raise exception 'DIVIDEND_FACT_MISSING member %', new.id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger dividend_member_has_fact after insert or update of left_on on dividend_member
  deferrable initially deferred for each row execute function dividend_member_has_fact();

-- ---------------------------------------------------------------------------------------------------------------------
-- A distribution shares by what facts say at its period's end, and may become contributions when the assembly says so

create function dividend_weight_is_booked() returns trigger language plpgsql as $$
declare
  v_booked bigint;
begin
  select dividend_figure(new.member_id, case r.regime when 'collective' then array['shares']
           else array['contribution', 'aid', 'reserve', 'grant', 'donation'] end, p.to_on)
    into v_booked
    from dividend_run r join dividend_period p on p.id = r.period_id
   where r.id = new.run_id and r.seq = 1;
  -- A correction shares by what the declared run shared by, so it is not asked here.
  if new.basis = 'share' and new.weight <> v_booked then
    raise exception 'DIVIDEND_WEIGHT_NOT_BOOKED 合作社法 44: % of % for %', new.weight, v_booked, new.member_id
      using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_weight_is_booked before insert on dividend_entitlement
  for each row execute function dividend_weight_is_booked();

create or replace function dividend_payment_moves() returns trigger language plpgsql as $$
declare
  v_run dividend_run;
begin
  if tg_op = 'DELETE' then
    raise exception 'DIVIDEND_RUN_KEPT payment %', old.id using errcode = '42501';
  end if;
  select * into v_run from dividend_run where id = new.run_id for share;
  if tg_op = 'INSERT' then
    if v_run.state <> 'resolved' or new.state <> 'payable' then
      raise exception 'DIVIDEND_STATE_SKIPPED payable before the resolution' using errcode = '23514';
    end if;
    return new;
  end if;
  if (new.id, new.run_id, new.member_id, new.amount_fen) is distinct from (old.id, old.run_id, old.member_id, old.amount_fen)
     or (old.state <> 'payable' and (new.from_account_id, new.reference, new.journal_id, new.paid_at, new.paid_by)
          is distinct from (old.from_account_id, old.reference, old.journal_id, old.paid_at, old.paid_by))
  then
    raise exception 'DIVIDEND_RUN_KEPT payment %', old.id using errcode = '42501';
  end if;
  if (old.state, new.state) not in (('payable', 'paid'), ('paid', 'receipted'), ('payable', 'converted'))
     or v_run.state not in ('posted', 'paid') then
    raise exception 'DIVIDEND_STATE_SKIPPED payment % to %', old.state, new.state using errcode = '23514';
  end if;
  if new.state = 'converted' and not v_run.may_convert then
    raise exception 'DIVIDEND_CONVERSION_NOT_RESOLVED 合作社法 13, 44: the assembly did not decide it' using errcode = '23514';
  end if;
  if new.state = 'converted' and not exists (
       select from dividend_member_fact f where f.payment_id = new.id and f.journal_id = new.journal_id)
  then
    raise exception 'DIVIDEND_NOT_BOOKED payment %', new.id using errcode = '23514';
  end if;
  if new.state = 'paid' and not exists (
       select from dividend_bank_account a join dividend_period p on p.organisation_id = a.organisation_id
        where a.id = new.from_account_id and p.id = v_run.period_id)
  then
    raise exception 'DIVIDEND_OTHER_ACCOUNT %', new.from_account_id using errcode = '23514';
  end if;
  if new.state = 'paid' and not exists (
       select from ledger.journal j where j.id = new.journal_id and j.source_type = 'dividend_payment' and j.source_id = new.id)
  then
    raise exception 'DIVIDEND_NOT_BOOKED payment %', new.id using errcode = '23514';
  end if;
  return new;
end $$;

create or replace function dividend_run_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'DIVIDEND_RUN_KEPT %', old.id using errcode = '42501';
  end if;
  -- Everything but the step itself, and what that step brings, is as it was proposed.
  if to_jsonb(new) - array['state', 'documents_at', 'assembly_on', 'journal_id']
       <> to_jsonb(old) - array['state', 'documents_at', 'assembly_on', 'journal_id']
     or ((new.documents_at, new.assembly_on) is distinct from (old.documents_at, old.assembly_on) and new.state <> 'on_view')
     or (new.journal_id is distinct from old.journal_id and new.state <> 'posted')
     or new.state = old.state
  then
    raise exception 'DIVIDEND_RUN_KEPT %', old.id using errcode = '42501';
  end if;
  if (old.state, new.state) not in (
    ('proposed', 'on_view'), ('on_view', 'resolved'), ('resolved', 'posted'), ('posted', 'paid'), ('paid', 'receipted'),
    ('receipted', 'published'), ('proposed', 'withdrawn'), ('on_view', 'withdrawn'))
  then
    raise exception 'DIVIDEND_STATE_SKIPPED % to %', old.state, new.state using errcode = '23514';
  end if;

  if new.state = 'on_view' then
    perform dividend_must_be_ready(new);
  elsif new.state = 'resolved' and not exists (select from dividend_resolution where run_id = new.id) then
    raise exception 'DIVIDEND_NO_RESOLUTION 合作社法 29, 集体经济组织法 26: run %', new.id using errcode = '23514';
  elsif new.state = 'posted' then
    perform dividend_must_be_booked(new);
  elsif new.state = 'paid' and exists (select from dividend_payment where run_id = new.id and state = 'payable') then
    raise exception 'DIVIDEND_UNPAID run %', new.id using errcode = '23514';
  elsif new.state = 'receipted' and exists (
          select from dividend_payment where run_id = new.id and state not in ('receipted', 'converted')) then
    raise exception 'DIVIDEND_NO_RECEIPT run %', new.id using errcode = '23514';
  end if;
  return new;
end $$;
