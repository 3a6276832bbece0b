-- 开播资格: who may go on air, and for whom (直播电商监督管理办法; 网络直播营销管理办法（试行）; 公务员法 art. 59).

-- CreateTable
CREATE TABLE "admission_host" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "resident_id_sealed" BYTEA NOT NULL,
    "resident_id_hash" BYTEA NOT NULL,
    "resident_id_tail" TEXT NOT NULL,
    "phone_hash" BYTEA NOT NULL,
    "born_on" DATE NOT NULL,
    "is_official" BOOLEAN NOT NULL,
    "consent_name" TEXT,
    "consent_sha256" BYTEA,
    "course" TEXT NOT NULL,
    "trained_on" DATE NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "admission_host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admission_host_decision" (
    "dossier_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "admission_host_decision_pkey" PRIMARY KEY ("dossier_id")
);

-- CreateTable
CREATE TABLE "admission_operator" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "credit_code" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_by_id" TEXT NOT NULL,
    "submitted_by_name" TEXT NOT NULL,

    CONSTRAINT "admission_operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admission_operator_decision" (
    "dossier_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "admission_operator_decision_pkey" PRIMARY KEY ("dossier_id")
);

-- CreateTable
CREATE TABLE "admission_listing" (
    "id" TEXT NOT NULL,
    "dossier_id" TEXT NOT NULL,
    "resident_id_hash" BYTEA NOT NULL,
    "phone_hash" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "admission_listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admission_appeal" (
    "listing_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "admission_appeal_pkey" PRIMARY KEY ("listing_id")
);

-- CreateTable
CREATE TABLE "admission_appeal_decision" (
    "listing_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "admission_appeal_decision_pkey" PRIMARY KEY ("listing_id")
);

-- CreateIndex
CREATE INDEX "admission_host_user_id_submitted_at_idx" ON "admission_host"("user_id", "submitted_at");
CREATE INDEX "admission_operator_organisation_id_submitted_at_idx" ON "admission_operator"("organisation_id", "submitted_at");
CREATE INDEX "admission_listing_resident_id_hash_idx" ON "admission_listing"("resident_id_hash");
CREATE INDEX "admission_listing_phone_hash_idx" ON "admission_listing"("phone_hash");

-- AddForeignKey
ALTER TABLE "admission_host_decision" ADD CONSTRAINT "admission_host_decision_dossier_id_fkey" FOREIGN KEY ("dossier_id") REFERENCES "admission_host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "admission_operator" ADD CONSTRAINT "admission_operator_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "admission_operator_decision" ADD CONSTRAINT "admission_operator_decision_dossier_id_fkey" FOREIGN KEY ("dossier_id") REFERENCES "admission_operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "admission_listing" ADD CONSTRAINT "admission_listing_dossier_id_fkey" FOREIGN KEY ("dossier_id") REFERENCES "admission_host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "admission_appeal" ADD CONSTRAINT "admission_appeal_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "admission_listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "admission_appeal_decision" ADD CONSTRAINT "admission_appeal_decision_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "admission_appeal"("listing_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is declared of a session before it goes on air; null: not yet.
ALTER TABLE "live_session" ADD COLUMN "operator_id" TEXT,
ADD COLUMN "is_charity" BOOLEAN,
ADD COLUMN "is_ai_persona" BOOLEAN;
ALTER TABLE "live_session" ADD CONSTRAINT "live_session_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "registry_organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Of whom a read was, where it is no party of the ledger: a host's dossier.
ALTER TABLE "person_read" ADD COLUMN "subject_user_id" TEXT;
CREATE INDEX "person_read_subject_user_id_id_idx" ON "person_read"("subject_user_id", "id");

alter table admission_host
  add constraint admission_host_of_somebody check (user_id <> ''),
  add constraint admission_host_name check (char_length(btrim(name)) between 2 and 40),
  add constraint admission_host_hashes check (octet_length(resident_id_hash) = 32 and octet_length(phone_hash) = 32),
  add constraint admission_host_tail check (resident_id_tail ~ '^\d{3}[\dX]$'),
  add constraint admission_host_consent check (
    (consent_name is null) = (consent_sha256 is null) and coalesce(octet_length(consent_sha256), 32) = 32),
  add constraint admission_host_course check (char_length(btrim(course)) between 2 and 80),
  -- 网络直播营销管理办法（试行）art. 17: from 16 years on, under 18 with the consent of a guardian
  add constraint admission_host_old_enough check (
    born_on + interval '16 years' <= submitted_at at time zone 'Asia/Shanghai'),
  add constraint admission_host_guardian check (
    consent_sha256 is not null or born_on + interval '18 years' <= submitted_at at time zone 'Asia/Shanghai'),
  add constraint admission_host_trained check (trained_on <= (submitted_at at time zone 'Asia/Shanghai')::date);
alter table admission_operator
  add constraint admission_operator_kind check (kind in ('licensed', 'self_produced')),
  -- 电子商务法 art. 10: who sells what they grew themselves need not be registered
  add constraint admission_operator_code check ((kind = 'licensed') = (credit_code is not null)),
  add constraint admission_operator_by_somebody check (submitted_by_id <> '');
alter table admission_host_decision
  add constraint admission_host_decision_outcome check (outcome in ('verified', 'refused')),
  add constraint admission_host_decision_reason
    check (char_length(reason) <= 200 and (outcome = 'verified' or char_length(btrim(reason)) >= 2));
alter table admission_operator_decision
  add constraint admission_operator_decision_outcome check (outcome in ('verified', 'refused')),
  add constraint admission_operator_decision_reason
    check (char_length(reason) <= 200 and (outcome = 'verified' or char_length(btrim(reason)) >= 2));
alter table admission_listing
  add constraint admission_listing_until check (until > at),
  add constraint admission_listing_reason check (char_length(btrim(reason)) between 5 and 300),
  add constraint admission_listing_by_somebody check (by_user_id <> '' and by_name <> '');
alter table admission_appeal add constraint admission_appeal_text check (char_length(btrim(text)) between 5 and 300);
alter table admission_appeal_decision
  add constraint admission_appeal_decision_outcome check (outcome in ('upheld', 'lifted')),
  add constraint admission_appeal_decision_reason check (char_length(btrim(reason)) between 5 and 300);

-- Two people: nobody verifies their own dossier, and another decides an appeal than who listed.
-- By to_jsonb, because the tables call what is decided differently.
create function admission_by_another() returns trigger language plpgsql as $$
declare
  v_new jsonb := to_jsonb(new);
  v_one text;
begin
  v_one := case tg_table_name
    when 'admission_host_decision' then (select user_id from admission_host where id = v_new ->> 'dossier_id')
    when 'admission_operator_decision' then
      (select submitted_by_id from admission_operator where id = v_new ->> 'dossier_id')
    else (select by_user_id from admission_listing where id = v_new ->> 'listing_id')
  end;
  if new.by_user_id = '' or new.by_name = '' or new.by_user_id = v_one then
    raise exception 'ADMISSION_BY_ANOTHER %', tg_table_name using errcode = '23514';
  end if;
  return new;
end $$;
create trigger admission_host_decision_by_another before insert on admission_host_decision
  for each row execute function admission_by_another();
create trigger admission_operator_decision_by_another before insert on admission_operator_decision
  for each row execute function admission_by_another();
create trigger admission_appeal_decision_by_another before insert on admission_appeal_decision
  for each row execute function admission_by_another();

-- Of whoever showed the card: a number that somebody else typed lists nobody.
create function admission_listing_of_verified() returns trigger language plpgsql as $$
begin
  if not exists (
    select from admission_host h join admission_host_decision d on d.dossier_id = h.id
    where h.id = new.dossier_id and d.outcome = 'verified'
      and h.resident_id_hash = new.resident_id_hash and h.phone_hash = new.phone_hash) then
    raise exception 'LISTING_OF_VERIFIED %', new.dossier_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger admission_listing_of_verified before insert on admission_listing
  for each row execute function admission_listing_of_verified();

-- What was said of somebody, and by whom it was decided, stays.
do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'admission_host', 'admission_host_decision', 'admission_operator', 'admission_operator_decision',
    'admission_listing', 'admission_appeal', 'admission_appeal_decision'
  ] loop
    execute format('revoke update, delete, truncate on %I from shanhuo_app', v_table);
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()',
      v_table || '_kept', v_table);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()',
      v_table || '_never_truncated', v_table);
  end loop;
end $$;

/*
 * 黑名单: by what does not change with an account. Whoever wants to host anew submits the same identity, or the same
 * phone, and is found by it.
 */
create function admission_is_listed(p_user text, p_at timestamptz) returns boolean language sql stable as $$
  select exists (
    select from admission_host h
    join admission_listing l on l.resident_id_hash = h.resident_id_hash or l.phone_hash = h.phone_hash
    where h.user_id = p_user and l.at <= p_at and p_at < l.until
      and not exists (
        select from admission_appeal_decision d
        where d.listing_id = l.id and d.outcome = 'lifted' and d.at <= p_at))
$$;

/* What keeps a session off the air at a time; nothing: it may go. The words are those of Missing in shared/admission.ts. */
create function admission_missing(
  p_host text, p_operator text, p_is_charity boolean, p_is_ai_persona boolean, p_at timestamptz
) returns text[] language sql stable as $$
  with host as (
    select h.is_official, h.trained_on
    from admission_host h join admission_host_decision d on d.dossier_id = h.id
    where h.user_id = p_host and d.outcome = 'verified' and d.at <= p_at
    order by h.submitted_at desc, h.id desc limit 1
  ), operator as (
    select d.outcome
    from admission_operator o join admission_operator_decision d on d.dossier_id = o.id
    where o.organisation_id = p_operator and d.at <= p_at
    order by o.submitted_at desc, o.id desc limit 1
  )
  select array_remove(array[
    case when not exists (select from host) then 'host' end,
    case when not exists (
      select from host where trained_on + interval '1 year' > p_at at time zone 'Asia/Shanghai') then 'training' end,
    case when admission_is_listed(p_host, p_at) then 'listed' end,
    case when not exists (select from operator where outcome = 'verified') then 'operator' end,
    case when p_is_charity is null then 'charity' end,
    case when not p_is_charity and exists (select from host where is_official) then 'official' end,
    case when p_is_ai_persona is null then 'ai_persona' end
  ], null)
$$;

-- No path is around it: a session that lacks something does not go on air, whoever asks.
create function live_session_admitted() returns trigger language plpgsql as $$
declare
  v_missing text[];
begin
  if tg_op = 'INSERT' and new.state = 'planned' and admission_is_listed(new.host_user_id, new.starts_at) then
    raise exception 'HOST_LISTED %', new.host_user_id using errcode = '23514';
  end if;
  if new.operator_id is not null and (tg_op = 'INSERT' or new.operator_id is distinct from old.operator_id)
    and not exists (
      select from registry_organisation
      where id = new.operator_id and kind = 'cooperative' and village_id = new.village_id) then
    raise exception 'OPERATOR_ELSEWHERE % of %', new.operator_id, new.village_id using errcode = '23514';
  end if;
  if tg_op = 'UPDATE' and old.state <> 'planned'
    and (new.host_user_id, new.host_name_zh, new.operator_id, new.is_charity, new.is_ai_persona)
      is distinct from (old.host_user_id, old.host_name_zh, old.operator_id, old.is_charity, old.is_ai_persona) then
    raise exception 'DECLARED % is %', old.id, old.state using errcode = '23514';
  end if;
  if new.state = 'live' and (tg_op = 'INSERT' or old.state <> 'live') then
    v_missing := admission_missing(
      new.host_user_id, new.operator_id, new.is_charity, new.is_ai_persona, new.started_at);
    if cardinality(v_missing) > 0 then
      raise exception 'LIVE_NOT_READY % lacks %', new.id, v_missing using errcode = '23514';
    end if;
  end if;
  return new;
end $$;
create trigger live_session_admitted before insert or update on live_session
  for each row execute function live_session_admitted();
