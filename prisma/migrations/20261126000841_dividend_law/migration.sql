-- What the law asks of a distribution, refused by the database with the article. 合作社法: 农民专业合作社法 (2017), read in
-- full. 集体经济组织法: 农村集体经济组织法 (in force 2025-05-01), read in excerpts only. Days are days in Asia/Shanghai.

create function shanghai_day(p_at timestamptz) returns date language sql immutable as $$
  select (p_at at time zone 'Asia/Shanghai')::date $$;

alter table identity_membership
  drop constraint identity_membership_role,
  add constraint identity_membership_role
    check (role in ('secretary', 'cooperative', 'collective', 'operator', 'member'));

alter table dividend_member
  add constraint dividend_member_account
    check (contribution_fen >= 0 and reserve_fen >= 0 and grant_fen >= 0 and income_shares >= 0 and votes >= 1),
  add constraint dividend_member_left_after check (left_on is null or left_on > joined_on);

alter table dividend_period
  add constraint dividend_period_whole_months check (
    from_on = date_trunc('month', from_on)::date and to_on = (date_trunc('month', to_on) + interval '1 month - 1 day')::date
    and to_on > from_on and loss_before_fen >= 0),
  add constraint dividend_period_once
    exclude using gist (organisation_id with =, daterange(from_on, to_on, '[]') with &&);

alter table dividend_run
  add constraint dividend_run_regime check (regime in ('cooperative', 'collective')),
  add constraint dividend_run_state check (
    state in ('proposed', 'on_view', 'resolved', 'posted', 'paid', 'receipted', 'published', 'withdrawn')),
  add constraint dividend_run_signs check (
    seq >= 1 and loss_cover_fen >= 0 and reserve_fen >= 0 and pool_fen >= 0 and rest_fen >= 0
    and reserve_bp between 0 and 10000 and pool_bp between 0 and 10000);
-- One plan at a time, and one outcome per number.
create unique index dividend_run_one_a_number on dividend_run (period_id, seq) where state <> 'withdrawn';

alter table dividend_document
  add constraint dividend_document_kind check (kind in ('business_report', 'financial_report', 'loss_plan')),
  add constraint dividend_document_hash check (octet_length(sha256) = 32);
alter table dividend_remark
  add constraint dividend_remark_kind check (kind in ('question', 'objection')),
  add constraint dividend_remark_answered check ((answer is null) = (answered_at is null));
alter table dividend_vote
  add constraint dividend_vote_choice check (choice in ('for', 'against', 'abstain') and votes >= 1);
alter table dividend_entitlement
  add constraint dividend_entitlement_basis check (basis in ('trade', 'share')),
  add constraint dividend_entitlement_signs check (weight >= 0 and amount_fen >= 0 and before_fen >= 0);
alter table dividend_payment
  add constraint dividend_payment_amount check (amount_fen > 0),
  add constraint dividend_payment_known check (case state
    when 'payable' then paid_at is null and receipted_at is null
    when 'paid' then paid_at is not null and receipted_at is null
    when 'receipted' then paid_at is not null and receipted_at is not null and octet_length(receipt_sha256) = 32
    else false end),
  add constraint dividend_payment_proven check (paid_at is null
    or (journal_id is not null and from_account_id is not null and paid_by is not null and length(reference) > 0));
create unique index dividend_payment_reference on dividend_payment (from_account_id, reference);
alter table dividend_resolution
  add constraint dividend_resolution_words check (
    body in ('members', 'representatives') and matter in ('distribution', 'charter')
    and (body = 'representatives') = (representatives is not null)),
  add constraint dividend_resolution_counts check (
    members > 0 and attended >= 0 and attended <= coalesce(representatives, members)
    and least(votes_for, votes_against, votes_abstained) >= 0
    and votes_for + votes_against + votes_abstained <= votes_total),
  add constraint dividend_resolution_minutes check (octet_length(minutes_sha256) = 32);
alter table dividend_bank_account
  add constraint dividend_bank_account_words check (holder_kind in ('organisation', 'person') and last_four ~ '^[0-9]{4}$');
alter table dividend_grant
  add constraint dividend_grant_figures check (budget_fen > 0 and received_fen >= 0),
  add constraint dividend_grant_evidence check (octet_length(evidence_sha256) = 32);
alter table dividend_grant_spending
  add constraint dividend_grant_spending_words check (
    kind in ('asset', 'cost') and state in ('requested', 'approved', 'refused') and amount_fen > 0
    and octet_length(evidence_sha256) = 32),
  add constraint dividend_grant_spending_checked check (
    (state = 'requested') = (checked_at is null) and (checked_at is null) = (checker_id is null)
    and (state = 'approved') = (journal_id is not null));

-- ---------------------------------------------------------------------------------------------------------------------
-- What is booked

create function dividend_touches_grant(p_journal uuid, p_book int, p_kind text) returns boolean
language sql stable as $$
  select exists (
    select from ledger.posting g join ledger.account h on h.id = g.account_id
     where g.journal_id = p_journal and g.book_id = p_book
       and h.code like case p_kind when 'collective' then '241%' else '235%' end) $$;

/*
 * Income less expenses of a period: every 5xx head, whatever has closed it since. Journals that touch a restricted grant
 * (235 专项应付款 of a cooperative, 241 of a collective) don't count: a grant is nobody's surplus.
 */
create function dividend_booked_surplus(p_organisation text, p_from date, p_to date) returns bigint
language sql stable as $$
  select coalesce(-sum(p.amount), 0)::bigint
    from registry_organisation o
    join ledger.book b on b.code = o.book_code
    join ledger.account a on a.book_id = b.id and a.code like '5%'
    join ledger.posting p on p.account_id = a.id and p.effective_date between p_from and p_to
    join ledger.journal j on j.id = p.journal_id and j.kind <> 'period_close'
   where o.id = p_organisation and not dividend_touches_grant(j.id, b.id, o.kind) $$;

/* What stood on the wrong side of 332 盈余分配 (collective: 322 收益分配) at the period's end, before its own surplus. */
create function dividend_booked_loss(p_organisation text, p_period text, p_to date) returns bigint
language sql stable as $$
  select greatest(0, coalesce(sum(p.amount), 0))::bigint
    from registry_organisation o
    join ledger.book b on b.code = o.book_code
    join ledger.account a on a.book_id = b.id
     and a.code like case o.kind when 'collective' then '322.%' else '332.%' end
    join ledger.posting p on p.account_id = a.id and p.effective_date <= p_to
    join ledger.journal j on j.id = p.journal_id and not (j.kind = 'period_close' and j.source_id = p_period)
   where o.id = p_organisation $$;

/* What journals changed of the surplus after the period was over. */
create function dividend_booked_adjustment(p_organisation text, p_to date, p_journals uuid[]) returns bigint
language sql stable as $$
  select coalesce(-sum(p.amount), 0)::bigint
    from registry_organisation o
    join ledger.book b on b.code = o.book_code
    join ledger.account a on a.book_id = b.id and a.code like '5%'
    join ledger.posting p on p.account_id = a.id and p.effective_date > p_to and p.journal_id = any (p_journals)
    join ledger.journal j on j.id = p.journal_id and j.kind <> 'period_close'
   where o.id = p_organisation and not dividend_touches_grant(j.id, b.id, o.kind) $$;

create function dividend_grants_received(p_organisation text) returns bigint language sql stable as $$
  select coalesce(sum(received_fen), 0)::bigint from dividend_grant where organisation_id = p_organisation $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Closing a period

create function dividend_period_closes() returns trigger language plpgsql as $$
begin
  if new.to_on >= shanghai_day(new.closed_at) then
    raise exception 'DIVIDEND_PERIOD_NOT_OVER %', new.to_on using errcode = '23514';
  end if;
  if exists (
    select from generate_series(new.from_on, new.to_on, interval '1 month') as month(day)
     where not exists (
       select from ledger.period m
         join ledger.book b on b.id = m.book_id
         join registry_organisation o on o.book_code = b.code
        where o.id = new.organisation_id and m.ym = to_char(month.day, 'YYYY-MM')))
  then
    raise exception 'DIVIDEND_PERIOD_OPEN a month of % to % still takes entries', new.from_on, new.to_on
      using errcode = '23514';
  end if;
  if new.surplus_fen <> dividend_booked_surplus(new.organisation_id, new.from_on, new.to_on)
     or new.loss_before_fen <> dividend_booked_loss(new.organisation_id, new.id, new.to_on)
  then
    raise exception 'DIVIDEND_SURPLUS_NOT_BOOKED period %', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_period_closes before insert on dividend_period
  for each row execute function dividend_period_closes();
create trigger dividend_period_kept before update or delete on dividend_period
  for each row execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- Proposing

create function dividend_run_proposed() returns trigger language plpgsql as $$
declare
  v_period dividend_period;
  v_kind text;
  v_before dividend_run;
  v_surplus bigint;
begin
  select * into v_period from dividend_period where id = new.period_id for update;
  select kind into v_kind from registry_organisation where id = v_period.organisation_id;
  select * into v_before from dividend_run
   where period_id = new.period_id and state <> 'withdrawn' order by seq desc limit 1;
  if new.state <> 'proposed' or new.regime <> v_kind then
    raise exception 'DIVIDEND_STATE_SKIPPED a run begins as proposed, under the law of its organisation' using errcode = '23514';
  end if;
  if new.seq <> coalesce(v_before.seq, 0) + 1
     or (v_before.id is not null and v_before.state not in ('posted', 'paid', 'receipted', 'published'))
  then
    raise exception 'DIVIDEND_RUN_OPEN period % has a plan that is not decided', new.period_id using errcode = '23514';
  end if;

  -- A declared dividend stands. What changed since may be taken into a new resolution, as far as it is booked.
  if (new.seq = 1 and cardinality(new.adjusted_by) + abs(new.adjustment_fen) > 0)
     or (new.seq > 1 and (cardinality(new.adjusted_by) = 0 or not new.adjusted_by @> v_before.adjusted_by))
     or new.adjustment_fen <> dividend_booked_adjustment(v_period.organisation_id, v_period.to_on, new.adjusted_by)
     or exists (select from dividend_run r where r.period_id <> new.period_id and r.state <> 'withdrawn'
                   and r.adjusted_by && new.adjusted_by)
  then
    raise exception 'DIVIDEND_ADJUSTMENT_NOT_BOOKED run %', new.id using errcode = '23514';
  end if;

  v_surplus := v_period.surplus_fen + new.adjustment_fen;
  if new.surplus_fen > v_surplus
     and new.surplus_fen - v_surplus <= dividend_grants_received(v_period.organisation_id)
  then
    raise exception 'DIVIDEND_INCLUDES_GRANT 合作社法 44, 53: % booked, % proposed', v_surplus, new.surplus_fen
      using errcode = '23514';
  end if;
  if new.surplus_fen <> v_surplus then
    raise exception 'DIVIDEND_SURPLUS_NOT_BOOKED % booked, % proposed', v_surplus, new.surplus_fen using errcode = '23514';
  end if;
  if new.loss_cover_fen <> greatest(0, least(new.surplus_fen, v_period.loss_before_fen)) then
    raise exception 'DIVIDEND_LOSS_FIRST 合作社法 44, 集体经济组织法 42: % to cover', v_period.loss_before_fen
      using errcode = '23514';
  end if;
  if new.distributable_fen <> new.surplus_fen - new.loss_cover_fen - new.reserve_fen
     or new.distributable_fen < 0 or (new.seq = 1 and new.distributable_fen = 0)
  then
    raise exception 'DIVIDEND_NOTHING_TO_SHARE surplus % less loss % less reserve %',
      new.surplus_fen, new.loss_cover_fen, new.reserve_fen using errcode = '23514';
  end if;
  if new.pool_fen + new.rest_fen <> new.distributable_fen then
    raise exception 'DIVIDEND_OVER_DISTRIBUTABLE % + % of %', new.pool_fen, new.rest_fen, new.distributable_fen
      using errcode = '23514';
  end if;
  if new.regime = 'cooperative' and new.pool_fen::numeric * 10 < new.distributable_fen::numeric * 6 then
    raise exception 'DIVIDEND_POOL_TOO_SMALL 合作社法 44: at least 60 %% by trade, % of % is less',
      new.pool_fen, new.distributable_fen using errcode = '23514';
  end if;
  if new.regime = 'collective' and new.pool_fen <> 0 then
    raise exception 'DIVIDEND_ONLY_BY_SHARES 集体经济组织法 42: a collective shares by income-right shares' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_run_proposed before insert on dividend_run
  for each row execute function dividend_run_proposed();

-- Parts and papers belong to a plan that nobody has seen yet.
create function dividend_only_while_proposed() returns trigger language plpgsql as $$
declare
  v_state text;
begin
  select state into v_state from dividend_run where id = new.run_id for share;
  if v_state <> 'proposed' then
    raise exception 'DIVIDEND_RUN_KEPT run % is %', new.run_id, v_state using errcode = '42501';
  end if;
  return new;
end $$;
create trigger dividend_entitlement_added before insert on dividend_entitlement
  for each row execute function dividend_only_while_proposed();
create trigger dividend_entitlement_kept before update or delete on dividend_entitlement
  for each row execute function refuse_change();
create trigger dividend_document_added before insert on dividend_document
  for each row execute function dividend_only_while_proposed();
create trigger dividend_document_kept before update or delete on dividend_document
  for each row execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- The steps of a run

/* Papers, parts, and the days that they lie open before the assembly. */
create function dividend_must_be_ready(p_run dividend_run) returns void language plpgsql as $$
declare
  v_days int := p_run.assembly_on - shanghai_day(p_run.documents_at);
  v_wanted text[] := array['business_report', 'financial_report']
    || case when p_run.loss_cover_fen > 0 then array['loss_plan'] else '{}'::text[] end;
  v_trade numeric;
  v_share numeric;
  v_before numeric;
  v_declared numeric;
begin
  if exists (select from unnest(v_wanted) w(kind)
              where not exists (select from dividend_document d where d.run_id = p_run.id and d.kind = w.kind)) then
    raise exception 'DIVIDEND_DOCUMENTS_MISSING 合作社法 40, 集体经济组织法 46: %', v_wanted using errcode = '23514';
  end if;
  select coalesce(sum(amount_fen) filter (where basis = 'trade'), 0),
         coalesce(sum(amount_fen) filter (where basis = 'share'), 0), coalesce(sum(before_fen), 0)
    into v_trade, v_share, v_before from dividend_entitlement where run_id = p_run.id;
  select coalesce(max(pool_fen + rest_fen), 0) into v_declared from dividend_run
   where period_id = p_run.period_id and seq = p_run.seq - 1 and state <> 'withdrawn';
  if (v_trade, v_share, v_before) is distinct from (p_run.pool_fen::numeric, p_run.rest_fen::numeric, v_declared) then
    raise exception 'DIVIDEND_PARTS_DIFFER % of %, % of %, % of % before',
      v_trade, p_run.pool_fen, v_share, p_run.rest_fen, v_before, v_declared using errcode = '23514';
  end if;
  if p_run.regime = 'cooperative' and v_days is distinct from greatest(v_days, 15) then
    raise exception 'DIVIDEND_NOTICE_SHORT 合作社法 40: documents lie open for 15 days, not %', v_days using errcode = '23514';
  end if;
  if p_run.regime = 'collective' and v_days is distinct from greatest(v_days, 10) then
    raise exception 'DIVIDEND_NOTICE_SHORT_COLLECTIVE 集体经济组织法 27, 46: notice and documents 10 days before, not %', v_days
      using errcode = '23514';
  end if;
end $$;

/* The journal of a run says what the run says: all that is taken from 各项分配, this time. */
create function dividend_must_be_booked(p_run dividend_run) returns void language plpgsql as $$
declare
  v_booked numeric;
  v_before numeric;
  v_payable numeric;
  v_due numeric;
begin
  select sum(p.amount) into v_booked
    from ledger.journal j
    join ledger.posting p on p.journal_id = j.id
    join ledger.account a on a.id = p.account_id
   where j.id = p_run.journal_id and j.source_type = 'dividend' and j.source_id = p_run.id
     and a.code like case p_run.regime when 'collective' then '322.%' else '332.%' end;
  select coalesce(max(reserve_fen + pool_fen + rest_fen), 0) into v_before from dividend_run
   where period_id = p_run.period_id and seq = p_run.seq - 1 and state <> 'withdrawn';
  if v_booked is distinct from (p_run.reserve_fen + p_run.pool_fen + p_run.rest_fen)::numeric - v_before then
    raise exception 'DIVIDEND_NOT_BOOKED % of %', v_booked, p_run.reserve_fen + p_run.pool_fen + p_run.rest_fen - v_before
      using errcode = '23514';
  end if;
  select coalesce(sum(amount_fen), 0) into v_payable from dividend_payment where run_id = p_run.id;
  select coalesce(sum(greatest(0, due)), 0) into v_due
    from (select sum(amount_fen - before_fen) as due from dividend_entitlement where run_id = p_run.id group by member_id) d;
  if v_payable <> v_due then
    raise exception 'DIVIDEND_PARTS_DIFFER % payable, % due', v_payable, v_due using errcode = '23514';
  end if;
end $$;

create function dividend_run_moves() returns trigger language plpgsql as $$
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
  elsif new.state = 'receipted' and exists (select from dividend_payment where run_id = new.id and state <> 'receipted') then
    raise exception 'DIVIDEND_NO_RECEIPT run %', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_run_moves before update or delete on dividend_run
  for each row execute function dividend_run_moves();

-- Whoever moves a run says who he is: without an event of that step, the step does not commit.
create function dividend_run_has_actor() returns trigger language plpgsql as $$
begin
  if not exists (select from dividend_event where run_id = new.id and state = new.state) then
    raise exception 'DIVIDEND_NO_ACTOR run % became %', new.id, new.state using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger dividend_run_has_actor after insert or update of state on dividend_run
  deferrable initially deferred for each row execute function dividend_run_has_actor();
create trigger dividend_event_kept before update or delete on dividend_event
  for each row execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- Deciding

create function dividend_vote_cast() returns trigger language plpgsql as $$
declare
  v_run dividend_run;
  v_votes int;
begin
  -- shared: votes don't wait for each other, only for who counts them
  select * into v_run from dividend_run where id = new.run_id for share;
  if v_run.state <> 'on_view' then
    raise exception 'DIVIDEND_NOT_ON_VIEW run % is %', new.run_id, v_run.state using errcode = '23514';
  end if;
  if shanghai_day(new.cast_at) < v_run.assembly_on then
    raise exception 'DIVIDEND_VOTE_TOO_EARLY the assembly is on %', v_run.assembly_on using errcode = '23514';
  end if;
  select m.votes into v_votes
    from dividend_member m join dividend_period p on p.organisation_id = m.organisation_id
   where m.id = new.member_id and p.id = v_run.period_id and m.joined_on <= shanghai_day(new.cast_at)
     and (m.left_on is null or m.left_on > shanghai_day(new.cast_at));
  if v_votes is distinct from new.votes then
    raise exception 'DIVIDEND_NOT_A_MEMBER 合作社法 22: %', new.member_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_vote_cast before insert on dividend_vote for each row execute function dividend_vote_cast();
create trigger dividend_vote_kept before update or delete on dividend_vote
  for each row execute function refuse_change();

create function dividend_resolution_passes() returns trigger language plpgsql as $$
declare
  v_run dividend_run;
  v_days int;
  v_register record;
  v_phone record;
  v_present int := coalesce(new.representatives, new.members);
begin
  select * into v_run from dividend_run where id = new.run_id for update;
  if v_run.state <> 'on_view' then
    raise exception 'DIVIDEND_NOT_ON_VIEW run % is %', new.run_id, v_run.state using errcode = '23514';
  end if;
  if new.held_on > shanghai_day(new.recorded_at) then
    raise exception 'DIVIDEND_NOT_YET_HELD %', new.held_on using errcode = '23514';
  end if;
  v_days := new.held_on - shanghai_day(v_run.documents_at);
  if v_run.regime = 'cooperative' and v_days < 15 then
    raise exception 'DIVIDEND_NOTICE_SHORT 合作社法 40: documents lie open for 15 days, not %', v_days using errcode = '23514';
  end if;
  if v_run.regime = 'collective' and v_days < 10 then
    raise exception 'DIVIDEND_NOTICE_SHORT_COLLECTIVE 集体经济组织法 27, 46: notice and documents 10 days before, not %', v_days
      using errcode = '23514';
  end if;

  if new.held_on < v_run.assembly_on then
    raise exception 'DIVIDEND_NOT_YET_HELD members were called for %, not %', v_run.assembly_on, new.held_on
      using errcode = '23514';
  end if;

  select count(*)::int as members, coalesce(sum(m.votes), 0)::int as votes into v_register
    from dividend_member m join dividend_period p on p.organisation_id = m.organisation_id
   where p.id = v_run.period_id and m.joined_on <= new.held_on and (m.left_on is null or m.left_on > new.held_on);
  if new.members <> v_register.members
     or new.votes_total <> (case new.body when 'members' then v_register.votes else new.representatives end)
  then
    raise exception 'DIVIDEND_MEMBERS_DIFFER the register has % members with % votes', v_register.members, v_register.votes
      using errcode = '23514';
  end if;
  if new.body = 'representatives' and v_run.regime = 'cooperative' and (new.members <= 150 or new.representatives < 51) then
    raise exception 'DIVIDEND_BODY_NOT_ALLOWED 合作社法 32: representatives for more than 150 members, at least 51'
      using errcode = '23514';
  end if;
  if new.body = 'representatives' and v_run.regime = 'collective' and new.representatives <= 20 then
    raise exception 'DIVIDEND_BODY_NOT_ALLOWED_COLLECTIVE 集体经济组织法 28: more than 20 representatives' using errcode = '23514';
  end if;
  if new.attended::numeric * 3 < v_present::numeric * 2 then
    raise exception 'DIVIDEND_QUORUM_SHORT 合作社法 30, 集体经济组织法 27: two thirds of %, not %', v_present, new.attended
      using errcode = '23514';
  end if;

  select coalesce(sum(votes) filter (where choice = 'for'), 0) as yes,
         coalesce(sum(votes) filter (where choice = 'against'), 0) as no,
         coalesce(sum(votes) filter (where choice = 'abstain'), 0) as none, count(*) as voters
    into v_phone from dividend_vote where run_id = new.run_id;
  if new.body = 'members' and (new.votes_for < v_phone.yes or new.votes_against < v_phone.no
       or new.votes_abstained < v_phone.none or new.attended < v_phone.voters)
  then
    raise exception 'DIVIDEND_VOTES_LOST % for and % against were cast by phone', v_phone.yes, v_phone.no using errcode = '23514';
  end if;

  -- Counted of all votes there are, not of those cast.
  if v_run.regime = 'collective' and new.votes_for::numeric * 3 < new.votes_total::numeric * 2 then
    raise exception 'DIVIDEND_MAJORITY_SHORT_COLLECTIVE 集体经济组织法 27, 28: two thirds of all %, not %',
      new.votes_total, new.votes_for using errcode = '23514';
  end if;
  if v_run.regime = 'cooperative' and new.matter = 'charter' and new.votes_for::numeric * 3 < new.votes_total::numeric * 2 then
    raise exception 'DIVIDEND_CHARTER_MAJORITY_SHORT 合作社法 30: two thirds of all % votes, not %',
      new.votes_total, new.votes_for using errcode = '23514';
  end if;
  if v_run.regime = 'cooperative' and new.votes_for::numeric * 2 <= new.votes_total then
    raise exception 'DIVIDEND_MAJORITY_SHORT 合作社法 30: more than half of all % votes, not %', new.votes_total, new.votes_for
      using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_resolution_passes before insert on dividend_resolution
  for each row execute function dividend_resolution_passes();
create trigger dividend_resolution_kept before update or delete on dividend_resolution
  for each row execute function refuse_change();

-- An answer is given once; the question stays.
create function dividend_remark_answered() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.answer is not null
     or (new.id, new.run_id, new.member_id, new.kind, new.text, new.at)
          is distinct from (old.id, old.run_id, old.member_id, old.kind, old.text, old.at)
  then
    raise exception 'DIVIDEND_RUN_KEPT remark %', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger dividend_remark_answered before update or delete on dividend_remark
  for each row execute function dividend_remark_answered();

-- ---------------------------------------------------------------------------------------------------------------------
-- Paying

create function dividend_account_lawful() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'DIVIDEND_RUN_KEPT account %', old.id using errcode = '42501';
  end if;
  select kind into new.regime from registry_organisation where id = new.organisation_id;
  if new.regime = 'collective' and new.holder_kind <> 'organisation' then
    raise exception 'DIVIDEND_PERSONAL_ACCOUNT 集体经济组织法 44: collective money is never kept in a person''s name'
      using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_account_lawful before insert or update or delete on dividend_bank_account
  for each row execute function dividend_account_lawful();

create function dividend_payment_moves() returns trigger language plpgsql as $$
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
  if (old.state, new.state) not in (('payable', 'paid'), ('paid', 'receipted'))
     or v_run.state not in ('posted', 'paid') then
    raise exception 'DIVIDEND_STATE_SKIPPED payment % to %', old.state, new.state using errcode = '23514';
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
create trigger dividend_payment_moves before insert or update or delete on dividend_payment
  for each row execute function dividend_payment_moves();

-- ---------------------------------------------------------------------------------------------------------------------
-- Restricted grants

create function dividend_grant_kept() returns trigger language plpgsql as $$
declare
  v_organisation registry_organisation;
  v_booked numeric;
begin
  if tg_op = 'DELETE' then raise exception 'GRANT_KEPT %', old.id using errcode = '42501'; end if;
  select * into v_organisation from registry_organisation where id = new.organisation_id;
  if new.account <> (case v_organisation.kind when 'collective' then '241.' else '235.' end) || replace(new.id, '_', '-') then
    raise exception 'GRANT_WRONG_ACCOUNT 财会〔2021〕37号 235, 财会〔2023〕14号 241: not %', new.account using errcode = '23514';
  end if;
  if tg_op = 'UPDATE' and to_jsonb(new) - 'received_fen' <> to_jsonb(old) - 'received_fen' then
    raise exception 'GRANT_KEPT %', old.id using errcode = '42501';
  end if;
  if new.received_fen > new.budget_fen then
    raise exception 'GRANT_OVER_BUDGET received % of %', new.received_fen, new.budget_fen using errcode = '23514';
  end if;
  select coalesce(-sum(p.amount), 0) into v_booked
    from ledger.posting p
    join ledger.account a on a.id = p.account_id
    join ledger.book b on b.id = a.book_id
   where b.code = v_organisation.book_code and a.code = new.account and p.amount < 0;
  if new.received_fen <> v_booked then
    raise exception 'GRANT_NOT_BOOKED % booked, % said', v_booked, new.received_fen using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_grant_kept before insert or update or delete on dividend_grant
  for each row execute function dividend_grant_kept();

create function dividend_grant_spent() returns trigger language plpgsql as $$
declare
  v_grant dividend_grant;
  v_asked numeric;
  v_approved numeric;
begin
  if tg_op = 'DELETE' then raise exception 'GRANT_KEPT %', old.id using errcode = '42501'; end if;
  -- one after the other: two that each fit the budget may not fit together
  select * into v_grant from dividend_grant where id = new.grant_id for update;
  if tg_op = 'UPDATE' and (old.state <> 'requested' or new.state = 'requested'
       or to_jsonb(new) - array['state', 'checker_id', 'checker_name', 'checked_at', 'journal_id']
       <> to_jsonb(old) - array['state', 'checker_id', 'checker_name', 'checked_at', 'journal_id'])
     or (tg_op = 'INSERT' and new.state <> 'requested')
  then
    raise exception 'GRANT_KEPT spending %', new.id using errcode = '42501';
  end if;
  if new.checker_id = new.maker_id then
    raise exception 'GRANT_TWO_PEOPLE 会计法 25: who asks does not approve' using errcode = '23514';
  end if;
  select coalesce(sum(amount_fen) filter (where state <> 'refused'), 0),
         coalesce(sum(amount_fen) filter (where state = 'approved'), 0)
    into v_asked, v_approved from dividend_grant_spending where grant_id = new.grant_id and id <> new.id;
  if new.state <> 'refused' and v_asked + new.amount_fen > v_grant.budget_fen then
    raise exception 'GRANT_OVER_BUDGET % and % of %', v_asked, new.amount_fen, v_grant.budget_fen using errcode = '23514';
  end if;
  if new.state = 'approved' and v_approved + new.amount_fen > v_grant.received_fen then
    raise exception 'GRANT_NOT_RECEIVED % and % of %', v_approved, new.amount_fen, v_grant.received_fen using errcode = '23514';
  end if;
  if new.state = 'approved' and not exists (
       select from ledger.journal j where j.id = new.journal_id and j.source_type = 'grant_spending' and j.source_id = new.id)
  then
    raise exception 'GRANT_NOT_BOOKED spending %', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger dividend_grant_spent before insert or update or delete on dividend_grant_spending
  for each row execute function dividend_grant_spent();

-- ---------------------------------------------------------------------------------------------------------------------
-- The ledger learns to stand still: who closes a period reads its balances and closes them before anybody posts again.

set role ledger_owner;
create function ledger.hold_book(p_book text) returns void
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  owner_id int;
begin
  select id into owner_id from book where code = p_book;
  if not found then raise exception 'LEDGER_UNKNOWN_BOOK code=%', p_book using errcode = '23503'; end if;
  perform pg_advisory_xact_lock(7302, owner_id);
end $$;
grant execute on function ledger.hold_book to shanhuo_app;
reset role;
