-- 关注: who wants to hear of a village's live sessions, and who was told of which.

-- CreateTable
CREATE TABLE "follow" (
    "user_id" TEXT NOT NULL,
    "village_id" TEXT NOT NULL,
    "followed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("user_id","village_id")
);

-- CreateTable
CREATE TABLE "follow_reminder" (
    "live_session_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "follow_reminder_pkey" PRIMARY KEY ("live_session_id","user_id")
);

-- CreateIndex
CREATE INDEX "follow_village_id_idx" ON "follow"("village_id");
CREATE INDEX "follow_reminder_user_id_at_idx" ON "follow_reminder"("user_id", "at");

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "follow_reminder" ADD CONSTRAINT "follow_reminder_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "follow_reminder" ADD CONSTRAINT "follow_reminder_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "follow" ADD CONSTRAINT "follow_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- That somebody was told stays: a reminder is never sent twice.
revoke update, delete, truncate on follow_reminder from shanhuo_app;
revoke update, truncate on follow from shanhuo_app;
