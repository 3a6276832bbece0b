-- 查阅记录: who looked at a person's data, whose, when and on which page. Kept as it is written.

-- CreateTable
CREATE TABLE "person_read" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reader_id" TEXT NOT NULL,
    "reader_name" TEXT NOT NULL,
    "reader_role" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "subject_party" UUID,
    "page" TEXT NOT NULL,

    CONSTRAINT "person_read_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "person_read_organisation_id_subject_party_id_idx" ON "person_read"("organisation_id", "subject_party", "id");
CREATE INDEX "person_read_organisation_id_id_idx" ON "person_read"("organisation_id", "id");

alter table person_read
  add constraint person_read_role check (reader_role in ('cooperative', 'collective', 'auditor', 'operator')),
  add constraint person_read_page check (length(page) between 1 and 200);

-- The application may add and read; nobody changes what is there, the owner neither.
revoke update, delete, truncate on person_read from shanhuo_app;
create trigger person_read_kept before update or delete on person_read
  for each row execute function refuse_change();
create trigger person_read_never_truncated before truncate on person_read
  for each statement execute function refuse_change();

-- 监事: reads an organisation's books and members' accounts, and who read them; writes nothing (合作社法 art. 33).
alter table identity_membership
  drop constraint identity_membership_role,
  add constraint identity_membership_role
    check (role in ('secretary', 'cooperative', 'collective', 'operator', 'member', 'auditor'));

-- A party's statement begins with its accounts.
set role ledger_owner;
create index account_of_party on ledger.account (party_id) where party_id is not null;
reset role;
