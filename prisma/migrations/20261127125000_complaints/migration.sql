-- 投诉、举报: what a viewer says is wrong with a live session, and what the platform answers (电子商务法 art. 59).

-- CreateTable
CREATE TABLE "live_complaint" (
    "id" TEXT NOT NULL,
    "live_session_id" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_complaint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_complaint_answer" (
    "complaint_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "live_complaint_answer_pkey" PRIMARY KEY ("complaint_id")
);

-- CreateIndex
CREATE INDEX "live_complaint_at_idx" ON "live_complaint"("at");
CREATE INDEX "live_complaint_live_session_id_buyer_id_idx" ON "live_complaint"("live_session_id", "buyer_id");

-- AddForeignKey
ALTER TABLE "live_complaint" ADD CONSTRAINT "live_complaint_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "live_complaint_answer" ADD CONSTRAINT "live_complaint_answer_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "live_complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table live_complaint
  add constraint live_complaint_kind
    check (kind in ('false_claim', 'counterfeit', 'off_platform', 'unlawful', 'other')),
  add constraint live_complaint_text check (char_length(text) between 5 and 300);
alter table live_complaint_answer
  add constraint live_complaint_answer_outcome check (outcome in ('upheld', 'dismissed')),
  add constraint live_complaint_answer_text check (char_length(text) between 5 and 300),
  add constraint live_complaint_answer_by_somebody check (by_user_id <> '');

-- Neither what was complained of nor what was answered is ever another thing.
revoke update, delete, truncate on live_complaint, live_complaint_answer from shanhuo_app;
create trigger live_complaint_kept before update or delete on live_complaint
  for each row execute function refuse_change();
create trigger live_complaint_never_truncated before truncate on live_complaint
  for each statement execute function refuse_change();
create trigger live_complaint_answer_kept before update or delete on live_complaint_answer
  for each row execute function refuse_change();
create trigger live_complaint_answer_never_truncated before truncate on live_complaint_answer
  for each statement execute function refuse_change();
