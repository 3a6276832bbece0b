-- What the law wants of a recording: kept for three years after the broadcast (网络交易监督管理办法 第二十条), and longer
-- while somebody holds it. The files are on the disk of a node; that they may go is decided here.

-- CreateTable
CREATE TABLE "live_recording" (
    "live_session_id" TEXT NOT NULL,
    "is_film" BOOLEAN NOT NULL,
    "bytes" BIGINT NOT NULL,
    "kept_until" TIMESTAMPTZ(3) NOT NULL,
    "discarded_at" TIMESTAMPTZ(3),

    CONSTRAINT "live_recording_pkey" PRIMARY KEY ("live_session_id")
);

-- CreateTable
CREATE TABLE "live_recording_hold" (
    "id" BIGSERIAL NOT NULL,
    "live_session_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "live_recording_hold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "live_recording_hold_live_session_id_id_idx" ON "live_recording_hold"("live_session_id", "id");

-- AddForeignKey
ALTER TABLE "live_recording" ADD CONSTRAINT "live_recording_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_recording_hold" ADD CONSTRAINT "live_recording_hold_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_recording"("live_session_id") ON DELETE RESTRICT ON UPDATE CASCADE;

create index live_recording_due on live_recording (kept_until) where discarded_at is null;

alter table live_recording add constraint live_recording_bytes check (bytes >= 0);
alter table live_recording_hold
  add constraint live_recording_hold_reason check (char_length(btrim(reason)) between 2 and 200),
  add constraint live_recording_hold_by_somebody check (by_user_id <> '' and by_name <> '');

create function live_recording_is_held(p_session text) returns boolean language sql stable as $$
  select coalesce(
    (select is_on from live_recording_hold where live_session_id = p_session order by id desc limit 1), false)
$$;

-- A film of the demo is no broadcast: nobody said anything in it.
create function live_recording_kept() returns trigger language plpgsql as $$
declare
  v_least timestamptz;
begin
  if tg_op = 'INSERT' then
    select ended_at + interval '3 years' into v_least from live_session where id = new.live_session_id;
    if not new.is_film and (v_least is null or new.kept_until < v_least) or new.discarded_at is not null then
      raise exception 'RECORDING_TOO_SHORT % until %', new.live_session_id, new.kept_until using errcode = '42501';
    end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and old.discarded_at is null and new.discarded_at is not null
    and (new.live_session_id, new.is_film, new.bytes, new.kept_until)
      = (old.live_session_id, old.is_film, old.bytes, old.kept_until)
    and (old.is_film or old.kept_until <= now())
    and not live_recording_is_held(old.live_session_id) then
    return new;
  end if;
  raise exception 'RECORDING_KEPT % of %', tg_op, old.live_session_id using errcode = '42501';
end $$;
create trigger live_recording_kept before insert or update or delete on live_recording
  for each row execute function live_recording_kept();
create trigger live_recording_never_truncated before truncate on live_recording
  for each statement execute function refuse_change();
create trigger live_recording_hold_kept before update or delete on live_recording_hold
  for each row execute function refuse_change();
create trigger live_recording_hold_never_truncated before truncate on live_recording_hold
  for each statement execute function refuse_change();
revoke delete, truncate on live_recording from shanhuo_app;
revoke update, delete, truncate on live_recording_hold from shanhuo_app;

-- Holds a recording, or lets it go: one row of the log, unless things stand so already. The recording's row is locked, so
-- that it is not discarded in the same moment.
create function live_recording_set_hold(
  p_session text, p_is_on boolean, p_reason text, p_at timestamptz, p_by_user text, p_by_name text
) returns text language plpgsql as $$
declare
  v_discarded timestamptz;
begin
  select discarded_at into v_discarded from live_recording where live_session_id = p_session and not is_film for update;
  if not found then return 'not_found'; end if;
  if v_discarded is not null then return 'discarded'; end if;
  if live_recording_is_held(p_session) = p_is_on then return 'same'; end if;
  insert into live_recording_hold (live_session_id, at, is_on, reason, by_user_id, by_name)
  values (p_session, p_at, p_is_on, p_reason, p_by_user, p_by_name);
  return 'booked';
end $$;
