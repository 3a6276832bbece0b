-- The chat of a live room: what was said is kept as it was said, and what its host does about it is a row of its own.

-- CreateTable
CREATE TABLE "live_chat_act" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "village_id" TEXT NOT NULL,
    "live_session_id" TEXT NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "message_id" TEXT,
    "until" TIMESTAMPTZ(3),
    "text" TEXT,
    "slow_sec" INTEGER,

    CONSTRAINT "live_chat_act_pkey" PRIMARY KEY ("id")
);

-- AlterTable: no release has ever hidden a message.
ALTER TABLE "live_chat_message" DROP COLUMN "hidden_at",
    ADD COLUMN "reply_to_id" TEXT,
    ADD COLUMN "held_for" TEXT;

-- CreateIndex
CREATE INDEX "live_chat_act_live_session_id_about_subject_id_idx" ON "live_chat_act"("live_session_id", "about", "subject", "id");
CREATE INDEX "live_chat_message_live_session_id_buyer_id_sent_at_idx" ON "live_chat_message"("live_session_id", "buyer_id", "sent_at");

-- AddForeignKey
ALTER TABLE "live_chat_act" ADD CONSTRAINT "live_chat_act_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create index live_chat_act_of_village on live_chat_act (village_id, about, subject, id) where about in ('ban', 'word');
create index live_chat_act_hides on live_chat_act (subject, id) where about = 'hidden';
-- What was held is decided once.
create unique index live_chat_act_reviewed_once on live_chat_act (subject) where about = 'review';
create index live_chat_message_held on live_chat_message (live_session_id, sent_at) where held_for is not null;

alter table live_chat_act
  add constraint live_chat_act_about
    check (about in ('notice', 'hidden', 'review', 'mute', 'ban', 'word', 'slow')),
  add constraint live_chat_act_by_somebody check (by_user_id <> ''),
  add constraint live_chat_act_subject check ((about in ('notice', 'slow')) = (subject = '')),
  add constraint live_chat_act_message
    check ((about in ('hidden', 'review', 'mute', 'ban')) = (message_id is not null)),
  add constraint live_chat_act_until check (until is null or (about = 'mute' and is_on)),
  add constraint live_chat_act_notice check ((about = 'notice' and is_on) = (text is not null)),
  add constraint live_chat_act_slow
    check ((about = 'slow') = (slow_sec is not null) and (slow_sec is null or (slow_sec > 0) = is_on));
alter table live_chat_message
  add constraint live_chat_message_text check (char_length(text) between 1 and 80),
  add constraint live_chat_message_host_not_held check (not is_host or held_for is null);

revoke update, delete, truncate on live_chat_act from shanhuo_app;
create trigger live_chat_act_kept before update or delete on live_chat_act
  for each row execute function refuse_change();
create trigger live_chat_act_never_truncated before truncate on live_chat_act
  for each statement execute function refuse_change();

-- What was said is never another thing, and is kept for three years after the broadcast (直播电商监督管理办法).
create function live_chat_message_kept() returns trigger language plpgsql as $$
declare
  v_ended timestamptz;
begin
  if tg_op = 'DELETE' then
    select ended_at into v_ended from live_session where id = old.live_session_id;
    if greatest(old.sent_at, v_ended) < now() - interval '3 years' and v_ended is not null then return old; end if;
  end if;
  raise exception 'CHAT_KEPT % of %', tg_op, old.id using errcode = '42501';
end $$;
create trigger live_chat_message_kept before update or delete on live_chat_message
  for each row execute function live_chat_message_kept();
create trigger live_chat_message_never_truncated before truncate on live_chat_message
  for each statement execute function refuse_change();
revoke update, truncate on live_chat_message from shanhuo_app;

-- A message with what became of it. shown_at: since when the room could see it; null while it is held, and for good
-- when it was not let through.
create view live_chat_line as
  select message.*, coalesce(hide.is_on, false) as is_hidden, review.is_on as is_passed,
         case when message.held_for is null then message.sent_at when review.is_on then review.at end as shown_at
    from live_chat_message message
    left join lateral (
      select is_on from live_chat_act where about = 'hidden' and subject = message.id order by id desc limit 1
    ) hide on true
    left join live_chat_act review on review.about = 'review' and review.subject = message.id;

-- Keeps a message, unless its author has said something within the slow mode's seconds, on whichever node.
-- Returns the seconds that are left of them; 0: kept.
create function live_chat_say(
  p_id text, p_session text, p_buyer text, p_author text, p_is_host boolean, p_text text, p_at timestamptz,
  p_reply_to text, p_held_for text, p_slow_sec integer
) returns integer language plpgsql as $$
declare
  v_last timestamptz;
begin
  if p_slow_sec > 0 then
    perform pg_advisory_xact_lock(hashtextextended(p_session || '/' || p_buyer, 0));
    select max(sent_at) into v_last from live_chat_message
     where live_session_id = p_session and buyer_id = p_buyer and sent_at > p_at - make_interval(secs => p_slow_sec);
    if v_last is not null then
      return least(p_slow_sec, ceil(p_slow_sec - extract(epoch from p_at - v_last)));
    end if;
  end if;
  insert into live_chat_message
    (id, live_session_id, buyer_id, author_name, is_host, text, sent_at, reply_to_id, held_for)
  values (p_id, p_session, p_buyer, p_author, p_is_host, p_text, p_at, p_reply_to, p_held_for);
  return 0;
end $$;

-- What whoever said something ordered in the same session: read with the evidence, across checkout's table.
create view report_live_chat_order as
  select message.id as message_id, message.live_session_id, orders.number, orders.state, orders.total_fen,
         orders.created_at
    from live_chat_message message
    join checkout_order orders
      on orders.live_session_id = message.live_session_id and orders.buyer_id = message.buyer_id;
