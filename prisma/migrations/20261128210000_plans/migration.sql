-- 改期、取消: a live session that is planned can be moved and called off, and whoever waits for it is told
-- (docs/decisions/056-a-plan-has-a-version.md).

-- AlterTable
ALTER TABLE "live_session" ADD COLUMN "plan_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "live_plan_change" (
    "live_session_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "was_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_to" TIMESTAMPTZ(3),

    CONSTRAINT "live_plan_change_pkey" PRIMARY KEY ("live_session_id","version")
);

-- CreateIndex
CREATE INDEX "live_plan_change_at_idx" ON "live_plan_change"("at");

-- AddForeignKey
ALTER TABLE "live_plan_change" ADD CONSTRAINT "live_plan_change_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is called off never began and never ended; a rehearsal ends.
alter table live_session
  drop constraint live_session_state,
  add constraint live_session_state check (state in ('planned', 'live', 'ended', 'called_off')),
  drop constraint live_session_started,
  add constraint live_session_started check ((state in ('planned', 'called_off')) = (started_at is null)),
  add constraint live_session_rehearsal_not_called_off check (rehearsal_of is null or state <> 'called_off'),
  add constraint live_session_plan_version check (plan_version >= 0);

-- Who moved it and who called it off, for good.
alter table live_plan_change
  add constraint live_plan_change_version check (version > 0),
  add constraint live_plan_change_by_somebody check (by_user_id <> '' and by_name <> ''),
  add constraint live_plan_change_not_rehearsal check (not is_of_rehearsal(live_session_id));
revoke update, delete, truncate on live_plan_change from shanhuo_app;

-- Followers are told of a plan's change as they are of its beginning: once each. Of what was moved they are reminded again.
alter table follow_reminder
  add column "plan_version" integer not null default 0,
  add column "about" text not null default 'begins',
  drop constraint follow_reminder_pkey,
  add constraint follow_reminder_pkey primary key (live_session_id, user_id, plan_version, about),
  add constraint follow_reminder_about check (about in ('begins', 'moved', 'called_off'));
