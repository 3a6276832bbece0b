-- The report after a live session (server/live-report): what was counted in the room, and views over what was booked.

CREATE TABLE "live_report_minute" (
    "live_session_id" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "node_id" TEXT NOT NULL,
    "viewers_sum" INTEGER NOT NULL,
    "samples" INTEGER NOT NULL,

    CONSTRAINT "live_report_minute_pkey" PRIMARY KEY ("live_session_id","minute","node_id")
);

CREATE TABLE "live_report_visitor" (
    "live_session_id" TEXT NOT NULL,
    "tag" BYTEA NOT NULL,
    "is_demo" BOOLEAN NOT NULL,
    "visits" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_report_visitor_pkey" PRIMARY KEY ("live_session_id","tag")
);

CREATE TABLE "live_report_claims" (
    "sale_id" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "live_report_claims_pkey" PRIMARY KEY ("sale_id","minute","outcome")
);

alter table live_report_minute add constraint live_report_minute_figures check (viewers_sum >= 0 and samples > 0);
alter table live_report_visitor add constraint live_report_visitor_figures
  check (visits > 0 and octet_length(tag) = 32);
alter table live_report_claims add constraint live_report_claims_figures check (count > 0);

create view report_live_session as
  select session.id as live_session_id, session.village_id, session.state, session.picture,
    session.title_zh, session.title_en, session.host_name_zh, session.host_name_en,
    session.started_at, session.ended_at, session.peak_viewers
  from live_session session;

-- A session's sales in their words, with what became of the claims that were granted.
create view report_live_session_sale as
  select sale.live_session_id, sale.id as sale_id, sale.position, sale.total, sale.price_fen, sale.opened_at,
    product.title_zh, product.title_en, variant.name_zh, variant.name_en, granted.*
  from flash_sale sale
  join catalog_variant variant on variant.id = sale.variant_id
  join catalog_product product on product.id = variant.product_id
  cross join lateral (
    select count(*)::int as holds, coalesce(sum(quantity), 0)::int as units_held,
      -- the last of those units to be granted that were paid for in the end
      max(created_at) filter (where hold.state = 'paid') as last_paid_granted_at
    from flash_sale_hold hold where hold.sale_id = sale.id
  ) granted
  where sale.live_session_id is not null and sale.kind = 'flash';

-- A session's paid orders. One that was paid too late is none: nothing was sold by it, and all of it went back.
create view report_live_session_order as
  select orders.live_session_id, orders.id as order_id, hold.sale_id, hold.quantity as units, orders.paid_at,
    orders.total_fen, orders.freight_fen, orders.processor_fee_fen,
    (select coalesce(sum(refund.units_back), 0)::int from checkout_refund refund where refund.order_id = orders.id)
      as units_back,
    -- fetched by buyers' banks and not decided
    (select coalesce(-sum(line.amount_fen), 0)::int8 from checkout_dispute dispute
      join checkout_dispute_line line on line.dispute_id = dispute.id
      where dispute.order_id = orders.id and dispute.state in ('needs_response', 'under_review')) as disputed_fen
  from checkout_order orders join flash_sale_hold hold on hold.id = orders.hold_id
  where orders.live_session_id is not null and orders.state = 'paid';

-- What the platform's book says of those orders, by whose account it is: a party of the order's only line, a village that
-- its alliance has shared with, or what the account is for.
create view report_live_session_posting as
  select orders.live_session_id, orders.sale_id, orders.order_id, journal.kind,
    case
      when account.party_id is null then account.code
      when account.party_id = household.party_id then 'household'
      when account.party_id = cooperative.party_id then 'cooperative'
      when account.party_id = collective.party_id then 'collective'
      else 'alliance'
    end as whose,
    posting.amount
  from report_live_session_order orders
  join checkout_order_line line on line.order_id = orders.order_id
  join registry_household household on household.id = line.household_id
  join registry_organisation cooperative on cooperative.id = line.cooperative_id
  join registry_organisation collective on collective.id = line.collective_id
  join ledger.journal journal on journal.source_type = 'order' and journal.source_id = orders.order_id
    and journal.kind in ('sale', 'refund', 'dispute_withdrawn', 'dispute_returned', 'dispute_beyond')
  join ledger.posting posting on posting.journal_id = journal.id
  join ledger.account account on account.id = posting.account_id
  join ledger.book book on book.id = account.book_id and book.code = 'platform';
