-- 撤下封面: covers that the platform took down, and why. Of the picture, on whichever session it was put.

-- CreateTable
CREATE TABLE "live_cover_removal" (
    "picture" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_cover_removal_pkey" PRIMARY KEY ("picture")
);

alter table live_cover_removal
  add constraint live_cover_removal_why check (char_length(btrim(reason)) between 2 and 200),
  add constraint live_cover_removal_by_somebody check (by_user_id <> '' and by_name <> '');
-- What was taken down stays down, with the name of who did it.
revoke update, delete, truncate on live_cover_removal from shanhuo_app;
