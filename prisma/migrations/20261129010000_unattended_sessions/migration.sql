-- 无人看管: a live session whose host went away without ending it (docs/decisions/058-who-ends-what-nobody-ends.md).

-- AlterTable
ALTER TABLE "live_session" ADD COLUMN     "attended_at" TIMESTAMPTZ(3),
ADD COLUMN     "host_texted_at" TIMESTAMPTZ(3),
ADD COLUMN     "ended_unattended" BOOLEAN NOT NULL DEFAULT false;

alter table live_session
  add constraint live_session_ended_unattended check (not ended_unattended or state = 'ended');

-- As before (20261128180000), and whether the shop ended it by itself.
create or replace view report_live_session as
  select session.id as live_session_id, session.village_id, session.state, session.picture,
    session.title_zh, session.title_en, session.host_name_zh, session.host_name_en,
    session.started_at, session.ended_at, session.peak_viewers, session.ended_unattended
  from live_session session where session.rehearsal_of is null;
