-- 节目单 of a live session, and what was shown in it when: the replay's chapters.

-- CreateTable
CREATE TABLE "live_item" (
    "id" TEXT NOT NULL,
    "live_session_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "script" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "live_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_pin" (
    "live_session_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "item_id" TEXT,
    "sold_out_item_id" TEXT,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "pinned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_pin_pkey" PRIMARY KEY ("live_session_id","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "live_item_live_session_id_product_id_key" ON "live_item"("live_session_id", "product_id");

-- AddForeignKey
ALTER TABLE "live_item" ADD CONSTRAINT "live_item_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_item" ADD CONSTRAINT "live_item_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "catalog_product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_pin" ADD CONSTRAINT "live_pin_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_pin" ADD CONSTRAINT "live_pin_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "live_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_pin" ADD CONSTRAINT "live_pin_sold_out_item_id_fkey" FOREIGN KEY ("sold_out_item_id") REFERENCES "live_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table live_item add constraint live_item_script check (char_length(script) <= 1000);
alter table live_pin
  add constraint live_pin_version check (version > 0),
  add constraint live_pin_by_somebody check (by_user_id <> ''),
  add constraint live_pin_moves_on check (item_id is distinct from sold_out_item_id or item_id is null);

revoke update, delete, truncate on live_pin from shanhuo_app;
create trigger live_pin_kept before update or delete on live_pin
  for each row execute function refuse_change();
create trigger live_pin_never_truncated before truncate on live_pin
  for each statement execute function refuse_change();
