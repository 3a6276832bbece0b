-- Keys for cameras that speak RTMP (OBS): one a session, and only its hash is kept.

-- CreateTable
CREATE TABLE "live_stream_key" (
    "live_session_id" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "take_over_until" TIMESTAMPTZ(3),

    CONSTRAINT "live_stream_key_pkey" PRIMARY KEY ("live_session_id")
);

-- AddForeignKey
ALTER TABLE "live_stream_key" ADD CONSTRAINT "live_stream_key_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table live_stream_key add constraint live_stream_key_hash check (octet_length(key_hash) = 32);
