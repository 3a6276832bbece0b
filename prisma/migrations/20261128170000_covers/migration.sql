-- 封面: pictures that hosts put on their live sessions, made anew from what they sent; kept, as what was published.

-- CreateTable
CREATE TABLE "live_cover" (
    "live_session_id" TEXT NOT NULL,
    "picture" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_cover_pkey" PRIMARY KEY ("live_session_id","picture")
);

-- CreateIndex
CREATE INDEX "live_cover_picture_idx" ON "live_cover"("picture");

-- AddForeignKey
ALTER TABLE "live_cover" ADD CONSTRAINT "live_cover_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table live_cover
  add constraint live_cover_by_somebody check (by_user_id <> ''),
  add constraint live_cover_size check (octet_length(body) between 1 and 2000000),
  -- Named after what it shows, so that another picture never answers to its name.
  add constraint live_cover_named check (picture = 'cover-' || left(encode(sha256(body), 'hex'), 32));
revoke update, delete, truncate on live_cover from shanhuo_app;
