-- 助手: who helps a host through one live session, invited with a code that is good once.

-- AlterTable
ALTER TABLE "identity_membership" ADD COLUMN "live_session_id" TEXT;

-- CreateTable
CREATE TABLE "identity_invitation" (
    "id" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "live_session_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "invited_by" TEXT NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by" TEXT,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "identity_invitation_code_hash_key" ON "identity_invitation"("code_hash");
CREATE INDEX "identity_invitation_live_session_id_idx" ON "identity_invitation"("live_session_id");
CREATE UNIQUE INDEX "identity_membership_live_session_id_user_id_role_key" ON "identity_membership"("live_session_id", "user_id", "role");

-- AddForeignKey
ALTER TABLE "identity_invitation" ADD CONSTRAINT "identity_invitation_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "identity_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "identity_invitation" ADD CONSTRAINT "identity_invitation_taken_by_fkey" FOREIGN KEY ("taken_by") REFERENCES "identity_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table identity_membership
  drop constraint identity_membership_role,
  drop constraint identity_membership_scope,
  add constraint identity_membership_role check (
    role in ('secretary', 'cooperative', 'collective', 'operator', 'member', 'auditor', 'sale_assistant', 'chat_assistant')),
  -- Who helps does so in one session, and not for ever.
  add constraint identity_membership_scope check (
    case
      when role = 'secretary' then village_id is not null and organisation_id is null and live_session_id is null
      when role = 'operator' then village_id is null and organisation_id is null and live_session_id is null
      when role in ('sale_assistant', 'chat_assistant') then
        live_session_id is not null and ended_at is not null and village_id is null and organisation_id is null
      else organisation_id is not null and village_id is null and live_session_id is null
    end);

alter table identity_invitation
  add constraint identity_invitation_code check (octet_length(code_hash) = 32),
  add constraint identity_invitation_roles check (
    cardinality(roles) between 1 and 2 and roles <@ array['sale_assistant', 'chat_assistant']),
  add constraint identity_invitation_times check (invited_at < expires_at and expires_at <= ends_at),
  add constraint identity_invitation_taken check (
    (taken_by is null) = (taken_at is null) and taken_at < expires_at and taken_by <> invited_by);

-- Who invited whom stays.
revoke delete, truncate, update on identity_invitation from shanhuo_app;
grant update (taken_by, taken_at) on identity_invitation to shanhuo_app;
create function identity_invitation_taken_once() returns trigger language plpgsql as $$
begin
  if old.taken_by is not null then
    raise exception 'an invitation is good once' using errcode = 'check_violation', constraint = 'identity_invitation_taken';
  end if;
  return new;
end $$;
create trigger identity_invitation_taken_once before update on identity_invitation
  for each row execute function identity_invitation_taken_once();
