-- CreateTable
CREATE TABLE "dividend_member" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "party_id" UUID NOT NULL,
    "user_id" TEXT,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "contribution_fen" BIGINT NOT NULL DEFAULT 0,
    "reserve_fen" BIGINT NOT NULL DEFAULT 0,
    "grant_fen" BIGINT NOT NULL DEFAULT 0,
    "income_shares" INTEGER NOT NULL DEFAULT 0,
    "votes" INTEGER NOT NULL DEFAULT 1,
    "joined_on" DATE NOT NULL,
    "left_on" DATE,

    CONSTRAINT "dividend_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_period" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "surplus_fen" BIGINT NOT NULL,
    "loss_before_fen" BIGINT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT NOT NULL,
    "closed_by_name" TEXT NOT NULL,

    CONSTRAINT "dividend_period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_run" (
    "id" TEXT NOT NULL,
    "period_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "regime" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "adjustment_fen" BIGINT NOT NULL DEFAULT 0,
    "adjusted_by" UUID[] DEFAULT ARRAY[]::UUID[],
    "surplus_fen" BIGINT NOT NULL,
    "loss_cover_fen" BIGINT NOT NULL,
    "reserve_bp" INTEGER NOT NULL,
    "reserve_fen" BIGINT NOT NULL,
    "distributable_fen" BIGINT NOT NULL,
    "pool_bp" INTEGER NOT NULL,
    "pool_fen" BIGINT NOT NULL,
    "rest_fen" BIGINT NOT NULL,
    "documents_at" TIMESTAMPTZ(3),
    "assembly_on" DATE,
    "journal_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dividend_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_document" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dividend_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_remark" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "dividend_remark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_vote" (
    "run_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "votes" INTEGER NOT NULL,
    "cast_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dividend_vote_pkey" PRIMARY KEY ("run_id","member_id")
);

-- CreateTable
CREATE TABLE "dividend_resolution" (
    "run_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "members" INTEGER NOT NULL,
    "representatives" INTEGER,
    "attended" INTEGER NOT NULL,
    "votes_total" INTEGER NOT NULL,
    "votes_for" INTEGER NOT NULL,
    "votes_against" INTEGER NOT NULL,
    "votes_abstained" INTEGER NOT NULL,
    "minutes_name" TEXT NOT NULL,
    "minutes_sha256" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "dividend_resolution_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "dividend_entitlement" (
    "run_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "weight" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "before_fen" BIGINT NOT NULL,

    CONSTRAINT "dividend_entitlement_pkey" PRIMARY KEY ("run_id","member_id","basis")
);

-- CreateTable
CREATE TABLE "dividend_payment" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "from_account_id" TEXT,
    "reference" TEXT,
    "journal_id" UUID,
    "paid_at" TIMESTAMPTZ(3),
    "paid_by" TEXT,
    "receipt_sha256" BYTEA,
    "receipted_at" TIMESTAMPTZ(3),

    CONSTRAINT "dividend_payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_event" (
    "id" BIGSERIAL NOT NULL,
    "run_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dividend_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_bank_account" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "regime" TEXT NOT NULL,
    "holder_kind" TEXT NOT NULL,
    "holder_name" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,

    CONSTRAINT "dividend_bank_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_grant" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "funder" TEXT NOT NULL,
    "budget_fen" BIGINT NOT NULL,
    "received_fen" BIGINT NOT NULL DEFAULT 0,
    "account" TEXT NOT NULL,
    "evidence_name" TEXT NOT NULL,
    "evidence_sha256" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "dividend_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dividend_grant_spending" (
    "id" TEXT NOT NULL,
    "grant_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "evidence_name" TEXT NOT NULL,
    "evidence_sha256" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "maker_id" TEXT NOT NULL,
    "maker_name" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "checker_id" TEXT,
    "checker_name" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "journal_id" UUID,

    CONSTRAINT "dividend_grant_spending_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dividend_member_organisation_id_party_id_key" ON "dividend_member"("organisation_id", "party_id");

-- CreateIndex
CREATE UNIQUE INDEX "dividend_member_organisation_id_user_id_key" ON "dividend_member"("organisation_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "dividend_period_organisation_id_from_on_key" ON "dividend_period"("organisation_id", "from_on");

-- CreateIndex
CREATE INDEX "dividend_run_period_id_idx" ON "dividend_run"("period_id");

-- CreateIndex
CREATE INDEX "dividend_document_run_id_idx" ON "dividend_document"("run_id");

-- CreateIndex
CREATE INDEX "dividend_remark_run_id_idx" ON "dividend_remark"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "dividend_payment_run_id_member_id_key" ON "dividend_payment"("run_id", "member_id");

-- CreateIndex
CREATE INDEX "dividend_event_run_id_idx" ON "dividend_event"("run_id");

-- CreateIndex
CREATE INDEX "dividend_bank_account_organisation_id_idx" ON "dividend_bank_account"("organisation_id");

-- CreateIndex
CREATE INDEX "dividend_grant_organisation_id_idx" ON "dividend_grant"("organisation_id");

-- CreateIndex
CREATE INDEX "dividend_grant_spending_grant_id_idx" ON "dividend_grant_spending"("grant_id");

-- AddForeignKey
ALTER TABLE "dividend_member" ADD CONSTRAINT "dividend_member_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_period" ADD CONSTRAINT "dividend_period_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "dividend_period"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_document" ADD CONSTRAINT "dividend_document_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dividend_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_remark" ADD CONSTRAINT "dividend_remark_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dividend_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_remark" ADD CONSTRAINT "dividend_remark_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "dividend_member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_vote" ADD CONSTRAINT "dividend_vote_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dividend_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_vote" ADD CONSTRAINT "dividend_vote_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "dividend_member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_resolution" ADD CONSTRAINT "dividend_resolution_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dividend_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_entitlement" ADD CONSTRAINT "dividend_entitlement_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dividend_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_entitlement" ADD CONSTRAINT "dividend_entitlement_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "dividend_member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_payment" ADD CONSTRAINT "dividend_payment_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dividend_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_payment" ADD CONSTRAINT "dividend_payment_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "dividend_member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_payment" ADD CONSTRAINT "dividend_payment_from_account_id_fkey" FOREIGN KEY ("from_account_id") REFERENCES "dividend_bank_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_event" ADD CONSTRAINT "dividend_event_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dividend_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_bank_account" ADD CONSTRAINT "dividend_bank_account_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_grant" ADD CONSTRAINT "dividend_grant_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dividend_grant_spending" ADD CONSTRAINT "dividend_grant_spending_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "dividend_grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


