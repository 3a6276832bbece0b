-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "catalog_category" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "picture" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "catalog_category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_product" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "village_id" TEXT NOT NULL,
    "cooperative_id" TEXT NOT NULL,
    "household_id" TEXT NOT NULL,
    "rule_code" TEXT NOT NULL,
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "tagline_zh" TEXT NOT NULL,
    "tagline_en" TEXT NOT NULL,
    "story_zh" TEXT NOT NULL,
    "story_en" TEXT NOT NULL,
    "storage_zh" TEXT NOT NULL,
    "storage_en" TEXT NOT NULL,
    "shelf_life_days" INTEGER NOT NULL,
    "return_class" TEXT NOT NULL,
    "picture" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "catalog_product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_variant" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "sku_code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "net_weight_g" INTEGER NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "catalog_variant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_lot" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "base_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "harvested_on" DATE NOT NULL,
    "certificate_no" TEXT NOT NULL,

    CONSTRAINT "catalog_lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_variant_stock" (
    "variant_id" TEXT NOT NULL,
    "lot_id" TEXT NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "allotted" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "catalog_variant_stock_pkey" PRIMARY KEY ("variant_id")
);

-- CreateTable
CREATE TABLE "checkout_order" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "hold_id" TEXT NOT NULL,
    "live_session_id" TEXT,
    "state" TEXT NOT NULL,
    "subtotal_fen" BIGINT NOT NULL,
    "freight_fen" BIGINT NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "recipient_name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "fresh_return_accepted_at" TIMESTAMPTZ(3),
    "locale" TEXT NOT NULL,
    "rule_version_id" UUID NOT NULL,
    "checkout_session_id" TEXT,
    "payment_intent_id" TEXT,
    "charge_id" TEXT,
    "payment_method" TEXT,
    "processor_fee_fen" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "refunded_at" TIMESTAMPTZ(3),

    CONSTRAINT "checkout_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkout_order_line" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "lot_id" TEXT NOT NULL,
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "variant_name_zh" TEXT NOT NULL,
    "variant_name_en" TEXT NOT NULL,
    "picture" TEXT NOT NULL,
    "lot_code" TEXT NOT NULL,
    "certificate_no" TEXT NOT NULL,
    "return_class" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_fen" BIGINT NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "household_id" TEXT NOT NULL,
    "cooperative_id" TEXT NOT NULL,
    "collective_id" TEXT NOT NULL,

    CONSTRAINT "checkout_order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkout_order_event" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "checkout_order_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkout_refund" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stripe_refund_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "checkout_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flash_sale" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "live_session_id" TEXT,
    "variant_id" TEXT NOT NULL,
    "lot_id" TEXT NOT NULL,
    "price_fen" BIGINT NOT NULL,
    "reference_fen" BIGINT,
    "total" INTEGER NOT NULL,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,
    "per_buyer_limit" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "opening" TEXT NOT NULL DEFAULT 'first_come',
    "position" INTEGER NOT NULL DEFAULT 0,
    "duration_sec" INTEGER,
    "opens_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,
    "hold_sequence" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flash_sale_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flash_sale_hold" (
    "id" TEXT NOT NULL,
    "sale_id" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "phone_key" TEXT,
    "address_key" TEXT,
    "quantity" INTEGER NOT NULL,
    "unit_price_fen" BIGINT NOT NULL,
    "claim_key" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "extended_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "flash_sale_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flash_sale_person" (
    "buyer_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flash_sale_person_pkey" PRIMARY KEY ("buyer_id")
);

-- CreateTable
CREATE TABLE "identity_user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "phone_number" TEXT,
    "phone_number_verified" BOOLEAN,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_login_session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "identity_login_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_credential" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_membership" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "organisation_id" TEXT,
    "village_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_sms_message" (
    "id" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_sms_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_session" (
    "id" TEXT NOT NULL,
    "village_id" TEXT NOT NULL,
    "host_user_id" TEXT NOT NULL,
    "host_name_zh" TEXT NOT NULL,
    "host_name_en" TEXT NOT NULL,
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "picture" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "featured_sale_id" TEXT,
    "demo_buyers" BOOLEAN NOT NULL DEFAULT false,
    "peak_viewers" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "live_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_chat_message" (
    "id" TEXT NOT NULL,
    "live_session_id" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "is_host" BOOLEAN NOT NULL DEFAULT false,
    "text" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "hidden_at" TIMESTAMPTZ(3),

    CONSTRAINT "live_chat_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payments_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "payments_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "relayed_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_village" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "prefecture_zh" TEXT NOT NULL,
    "county_zh" TEXT NOT NULL,
    "township_zh" TEXT NOT NULL,
    "place_en" TEXT NOT NULL,
    "intro_zh" TEXT NOT NULL,
    "intro_en" TEXT NOT NULL,
    "picture" TEXT NOT NULL,

    CONSTRAINT "registry_village_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_organisation" (
    "id" TEXT NOT NULL,
    "party_id" UUID NOT NULL,
    "book_code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "village_id" TEXT,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "registry_organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_household" (
    "id" TEXT NOT NULL,
    "party_id" UUID NOT NULL,
    "village_id" TEXT NOT NULL,
    "cooperative_id" TEXT NOT NULL,
    "head_name_zh" TEXT NOT NULL,
    "head_name_en" TEXT NOT NULL,

    CONSTRAINT "registry_household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_base" (
    "id" TEXT NOT NULL,
    "village_id" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "crop_zh" TEXT NOT NULL,
    "crop_en" TEXT NOT NULL,
    "area_mu" INTEGER NOT NULL,

    CONSTRAINT "registry_base_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "split_rule_version" (
    "id" UUID NOT NULL,
    "rule_code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "body" JSONB NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "approver" TEXT,
    "sim_report" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "split_rule_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "split_allocation" (
    "order_line_id" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "party_kind" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "refunded_fen" BIGINT NOT NULL DEFAULT 0,
    "journal_id" UUID NOT NULL,
    "rule_version_id" UUID NOT NULL,

    CONSTRAINT "split_allocation_pkey" PRIMARY KEY ("order_line_id","party")
);

-- CreateIndex
CREATE UNIQUE INDEX "catalog_category_slug_key" ON "catalog_category"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_product_slug_key" ON "catalog_product"("slug");

-- CreateIndex
CREATE INDEX "catalog_product_category_id_idx" ON "catalog_product"("category_id");

-- CreateIndex
CREATE INDEX "catalog_product_village_id_idx" ON "catalog_product"("village_id");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_variant_sku_code_key" ON "catalog_variant"("sku_code");

-- CreateIndex
CREATE INDEX "catalog_variant_product_id_idx" ON "catalog_variant"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_lot_code_key" ON "catalog_lot"("code");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_lot_certificate_no_key" ON "catalog_lot"("certificate_no");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_order_number_key" ON "checkout_order"("number");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_order_hold_id_key" ON "checkout_order"("hold_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_order_checkout_session_id_key" ON "checkout_order"("checkout_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_order_payment_intent_id_key" ON "checkout_order"("payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_order_charge_id_key" ON "checkout_order"("charge_id");

-- CreateIndex
CREATE INDEX "checkout_order_buyer_id_created_at_idx" ON "checkout_order"("buyer_id", "created_at");

-- CreateIndex
CREATE INDEX "checkout_order_state_idx" ON "checkout_order"("state");

-- CreateIndex
CREATE INDEX "checkout_order_phone_idx" ON "checkout_order"("phone");

-- CreateIndex
CREATE INDEX "checkout_order_line_order_id_idx" ON "checkout_order_line"("order_id");

-- CreateIndex
CREATE INDEX "checkout_order_line_variant_id_idx" ON "checkout_order_line"("variant_id");

-- CreateIndex
CREATE INDEX "checkout_order_event_order_id_at_idx" ON "checkout_order_event"("order_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_refund_stripe_refund_id_key" ON "checkout_refund"("stripe_refund_id");

-- CreateIndex
CREATE INDEX "checkout_refund_order_id_idx" ON "checkout_refund"("order_id");

-- CreateIndex
CREATE INDEX "checkout_refund_state_idx" ON "checkout_refund"("state");

-- CreateIndex
CREATE INDEX "flash_sale_live_session_id_idx" ON "flash_sale"("live_session_id");

-- CreateIndex
CREATE INDEX "flash_sale_variant_id_idx" ON "flash_sale"("variant_id");

-- CreateIndex
CREATE INDEX "flash_sale_state_idx" ON "flash_sale"("state");

-- CreateIndex
CREATE UNIQUE INDEX "flash_sale_hold_sale_id_sequence_key" ON "flash_sale_hold"("sale_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "identity_user_email_key" ON "identity_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "identity_user_phone_number_key" ON "identity_user"("phone_number");

-- CreateIndex
CREATE UNIQUE INDEX "identity_login_session_token_key" ON "identity_login_session"("token");

-- CreateIndex
CREATE INDEX "identity_login_session_user_id_idx" ON "identity_login_session"("user_id");

-- CreateIndex
CREATE INDEX "identity_credential_user_id_idx" ON "identity_credential"("user_id");

-- CreateIndex
CREATE INDEX "identity_verification_identifier_idx" ON "identity_verification"("identifier");

-- CreateIndex
CREATE INDEX "identity_membership_user_id_idx" ON "identity_membership"("user_id");

-- CreateIndex
CREATE INDEX "identity_sms_message_created_at_idx" ON "identity_sms_message"("created_at");

-- CreateIndex
CREATE INDEX "live_session_state_starts_at_idx" ON "live_session"("state", "starts_at");

-- CreateIndex
CREATE INDEX "live_chat_message_live_session_id_sent_at_idx" ON "live_chat_message"("live_session_id", "sent_at");

-- CreateIndex
CREATE INDEX "payments_event_object_id_idx" ON "payments_event"("object_id");

-- CreateIndex
CREATE INDEX "outbox_message_relayed_at_id_idx" ON "outbox_message"("relayed_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "registry_village_key_key" ON "registry_village"("key");

-- CreateIndex
CREATE UNIQUE INDEX "registry_organisation_party_id_key" ON "registry_organisation"("party_id");

-- CreateIndex
CREATE UNIQUE INDEX "registry_organisation_book_code_key" ON "registry_organisation"("book_code");

-- CreateIndex
CREATE INDEX "registry_organisation_village_id_idx" ON "registry_organisation"("village_id");

-- CreateIndex
CREATE UNIQUE INDEX "registry_household_party_id_key" ON "registry_household"("party_id");

-- CreateIndex
CREATE INDEX "registry_household_cooperative_id_idx" ON "registry_household"("cooperative_id");

-- CreateIndex
CREATE UNIQUE INDEX "split_rule_version_rule_code_version_key" ON "split_rule_version"("rule_code", "version");

-- CreateIndex
CREATE INDEX "split_allocation_party_idx" ON "split_allocation"("party");

-- AddForeignKey
ALTER TABLE "catalog_product" ADD CONSTRAINT "catalog_product_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "catalog_category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_product" ADD CONSTRAINT "catalog_product_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_product" ADD CONSTRAINT "catalog_product_cooperative_id_fkey" FOREIGN KEY ("cooperative_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_product" ADD CONSTRAINT "catalog_product_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "registry_household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_variant" ADD CONSTRAINT "catalog_variant_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "catalog_product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_lot" ADD CONSTRAINT "catalog_lot_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "catalog_product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_lot" ADD CONSTRAINT "catalog_lot_base_id_fkey" FOREIGN KEY ("base_id") REFERENCES "registry_base"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_variant_stock" ADD CONSTRAINT "catalog_variant_stock_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "catalog_variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_variant_stock" ADD CONSTRAINT "catalog_variant_stock_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "catalog_lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_order" ADD CONSTRAINT "checkout_order_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "flash_sale_hold"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_order_line" ADD CONSTRAINT "checkout_order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "checkout_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_order_event" ADD CONSTRAINT "checkout_order_event_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "checkout_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_refund" ADD CONSTRAINT "checkout_refund_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "checkout_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flash_sale" ADD CONSTRAINT "flash_sale_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flash_sale" ADD CONSTRAINT "flash_sale_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "catalog_variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flash_sale" ADD CONSTRAINT "flash_sale_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "catalog_lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_login_session" ADD CONSTRAINT "identity_login_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_credential" ADD CONSTRAINT "identity_credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_membership" ADD CONSTRAINT "identity_membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_session" ADD CONSTRAINT "live_session_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_chat_message" ADD CONSTRAINT "live_chat_message_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_organisation" ADD CONSTRAINT "registry_organisation_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_household" ADD CONSTRAINT "registry_household_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_household" ADD CONSTRAINT "registry_household_cooperative_id_fkey" FOREIGN KEY ("cooperative_id") REFERENCES "registry_organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_base" ADD CONSTRAINT "registry_base_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "split_allocation" ADD CONSTRAINT "split_allocation_rule_version_id_fkey" FOREIGN KEY ("rule_version_id") REFERENCES "split_rule_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


