-- What hosts commanded, each once: a command that comes again with its key is answered as it was the first time.

-- CreateTable
CREATE TABLE "live_host_command" (
    "live_session_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "taken_until" TIMESTAMPTZ(3) NOT NULL,
    "answer" JSONB,

    CONSTRAINT "live_host_command_pkey" PRIMARY KEY ("live_session_id","key")
);

-- CreateIndex
CREATE INDEX "live_host_command_live_session_id_at_idx" ON "live_host_command"("live_session_id", "at");

-- AddForeignKey
ALTER TABLE "live_host_command" ADD CONSTRAINT "live_host_command_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table live_host_command
  add constraint live_host_command_by_somebody check (by_user_id <> ''),
  add constraint live_host_command_named check (command ~ '^(sale|session):[a-z-]+$'),
  add constraint live_host_command_answer check (jsonb_typeof(answer -> 'ok') = 'boolean');

-- Who commanded what stands as it was written; it is answered once.
create function live_host_command_kept() returns trigger language plpgsql as $$
begin
  if old.answer is null
    and (new.live_session_id, new.key, new.command, new.subject) = (old.live_session_id, old.key, old.command, old.subject)
    and (new.by_user_id, new.by_name) = (old.by_user_id, old.by_name) then
    return new;
  end if;
  raise exception 'COMMAND_KEPT % %', old.live_session_id, old.key using errcode = '42501';
end $$;
create trigger live_host_command_kept before update on live_host_command
  for each row execute function live_host_command_kept();
create trigger live_host_command_never_deleted before delete on live_host_command
  for each row execute function refuse_change();
create trigger live_host_command_never_truncated before truncate on live_host_command
  for each statement execute function refuse_change();
revoke delete, truncate on live_host_command from shanhuo_app;
