-- 村集体合并: who comes after a collective that merged, and has what was its (docs/decisions/036).

-- CreateTable
CREATE TABLE "registry_succession" (
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "succeeded_on" DATE NOT NULL,
    "evidence_name" TEXT NOT NULL,
    "evidence_sha256" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_by_name" TEXT NOT NULL,

    CONSTRAINT "registry_succession_pkey" PRIMARY KEY ("from_id")
);

-- CreateIndex
CREATE INDEX "registry_succession_to_id_idx" ON "registry_succession"("to_id");

-- AddForeignKey
ALTER TABLE "registry_succession" ADD CONSTRAINT "registry_succession_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_succession" ADD CONSTRAINT "registry_succession_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table registry_succession
  add constraint registry_succession_evidence check (octet_length(evidence_sha256) = 32 and length(evidence_name) > 0),
  add constraint registry_succession_other check (from_id <> to_id);

create function registry_succession_possible() returns trigger language plpgsql as $$
begin
  -- one after the other: A to B and B to A would each be possible alone
  perform from registry_organisation where id in (new.from_id, new.to_id) order by id for no key update;
  if exists (select from registry_organisation where id in (new.from_id, new.to_id) and kind <> 'collective')
     or exists (select from registry_succession where from_id = new.to_id or to_id = new.from_id)
  then
    raise exception 'SUCCESSION_IMPOSSIBLE % to %', new.from_id, new.to_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger registry_succession_possible before insert on registry_succession
  for each row execute function registry_succession_possible();
create trigger registry_succession_kept before update or delete on registry_succession
  for each row execute function refuse_change();
