-- 优惠券, 红包: money off that the platform pays. A piece is one person's, is used for one order, and what it takes off the
-- price is booked beside the sale, which is divided as if the whole price had been paid
-- (docs/decisions/053-the-platform-pays-a-coupon.md).

-- CreateTable
CREATE TABLE "coupon_offer" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "village_id" TEXT NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "pieces" INTEGER NOT NULL,
    "amounts_fen" BIGINT[],
    "min_spend_fen" BIGINT NOT NULL,
    "valid_days" INTEGER NOT NULL,
    "granted_by_id" TEXT NOT NULL,
    "granted_by_name" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "live_session_id" TEXT,
    "released_by_name" TEXT,
    "released_at" TIMESTAMPTZ(3),
    "taken" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "coupon_offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coupon" (
    "id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coupon_use" (
    "order_id" TEXT NOT NULL,
    "coupon_id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "phone_key" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "freed_at" TIMESTAMPTZ(3),

    CONSTRAINT "coupon_use_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "split_discount" (
    "order_line_id" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "journal_id" UUID NOT NULL,

    CONSTRAINT "split_discount_pkey" PRIMARY KEY ("order_line_id")
);

-- AlterTable
ALTER TABLE "checkout_order" ADD COLUMN "discount_fen" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "split_refund" ADD COLUMN "discount_fen" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "coupon_offer_village_id_granted_at_idx" ON "coupon_offer"("village_id", "granted_at");
CREATE INDEX "coupon_offer_live_session_id_idx" ON "coupon_offer"("live_session_id");
CREATE UNIQUE INDEX "coupon_offer_id_place_key" ON "coupon"("offer_id", "place");
CREATE UNIQUE INDEX "coupon_offer_id_person_id_key" ON "coupon"("offer_id", "person_id");
CREATE UNIQUE INDEX "coupon_offer_id_buyer_id_key" ON "coupon"("offer_id", "buyer_id");
CREATE INDEX "coupon_buyer_id_taken_at_idx" ON "coupon"("buyer_id", "taken_at");
CREATE INDEX "coupon_use_coupon_id_idx" ON "coupon_use"("coupon_id");
CREATE UNIQUE INDEX "split_discount_journal_id_key" ON "split_discount"("journal_id");

-- AddForeignKey
ALTER TABLE "coupon_offer" ADD CONSTRAINT "coupon_offer_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "coupon_offer" ADD CONSTRAINT "coupon_offer_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "coupon_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "coupon_use" ADD CONSTRAINT "coupon_use_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "checkout_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "coupon_use" ADD CONSTRAINT "coupon_use_coupon_id_fkey" FOREIGN KEY ("coupon_id") REFERENCES "coupon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- What is given away.

/* The pieces are the money, to the fen, and none takes off more than half of what must be spent to use it. */
create function coupon_amounts_fit(p_amounts bigint[], p_pieces int, p_total bigint, p_min_spend bigint)
returns boolean language sql immutable as $$
  select cardinality(p_amounts) = p_pieces and sum(amount) = p_total and min(amount) > 0
    and max(amount) * 2 <= p_min_spend
  from unnest(p_amounts) amount
$$;

alter table coupon_offer
  add constraint coupon_offer_kind check (kind in ('coupon', 'red_packet')),
  add constraint coupon_offer_pieces check (pieces between 1 and 5000),
  add constraint coupon_offer_total check (total_fen between 1 and 2000000),
  add constraint coupon_offer_amounts check (coupon_amounts_fit(amounts_fen, pieces, total_fen, min_spend_fen)),
  -- Of a coupon all pieces are alike; of a red packet they are not known before they are opened.
  add constraint coupon_offer_alike check (kind = 'red_packet' or total_fen = amounts_fen[1] * pieces),
  add constraint coupon_offer_days check (valid_days between 1 and 30),
  add constraint coupon_offer_by_somebody check (granted_by_id <> '' and granted_by_name <> ''),
  add constraint coupon_offer_released check (
    (released_at is null) = (live_session_id is null) and (released_at is null) = (released_by_name is null)
    and released_at >= granted_at),
  add constraint coupon_offer_withdrawn check (withdrawn_at is null or (released_at is null and withdrawn_at >= granted_at)),
  -- docs/decisions/054: a rehearsal gives nothing away.
  add constraint coupon_offer_no_rehearsal check (not is_of_rehearsal(live_session_id)),
  add constraint coupon_offer_taken check (taken between 0 and pieces and (taken = 0 or released_at is not null));

/* What was granted is never another thing. It is released once, on the air of its own village, or withdrawn before. */
create function coupon_offer_kept() returns trigger language plpgsql as $$
declare
  v_same coupon_offer := new;
begin
  if old.released_at is null and old.withdrawn_at is null then
    v_same.withdrawn_at := null;
    v_same.live_session_id := null;
    v_same.released_by_name := null;
    v_same.released_at := null;
    if v_same = old and (new.released_at is null or exists (
      select from live_session where id = new.live_session_id and village_id = new.village_id and state = 'live'
    )) then return new; end if;
  elsif old.released_at is not null and new.taken = old.taken + 1 then
    v_same.taken := old.taken;
    if v_same = old then return new; end if;
  end if;
  raise exception 'COUPON_KEPT %', old.id using errcode = '42501';
end $$;
create trigger coupon_offer_kept before update on coupon_offer for each row execute function coupon_offer_kept();

/* Into a room that is on the air and stays so meanwhile. @returns released, offer_gone, or live_session_not_live */
create function coupon_release(p_offer text, p_session text, p_by text, p_now timestamptz) returns text
language plpgsql as $$
declare
  v_village text;
begin
  select village_id into v_village from live_session
    where id = p_session and state = 'live' and not is_of_rehearsal(id) for share;
  if not found then return 'live_session_not_live'; end if;
  update coupon_offer set live_session_id = p_session, released_by_name = p_by, released_at = greatest(p_now, granted_at)
    where id = p_offer and village_id = v_village and released_at is null and withdrawn_at is null;
  return case when found then 'released' else 'offer_gone' end;
end $$;

/* A piece is the next one of its offer, while the session is on the air; it is counted with its insert. */
create function coupon_in_time() returns trigger language plpgsql as $$
declare
  v_offer coupon_offer;
begin
  select * into v_offer from coupon_offer where id = new.offer_id for update;
  if v_offer.released_at is null or new.place <> v_offer.taken + 1 or new.amount_fen <> v_offer.amounts_fen[new.place]
    or new.taken_at < v_offer.released_at or new.expires_at <= new.taken_at
    or not exists (select from live_session where id = v_offer.live_session_id and state = 'live') then
    raise exception 'COUPON_NOT_DUE % of %', new.place, new.offer_id using errcode = '23514';
  end if;
  update coupon_offer set taken = taken + 1 where id = new.offer_id;
  return new;
end $$;
create trigger coupon_in_time before insert on coupon for each row execute function coupon_in_time();

/* End of the last day that a piece taken now is valid, in the shop's own time. */
create function coupon_expiry(p_taken timestamptz, p_days int) returns timestamptz language sql immutable as $$
  select ((p_taken at time zone 'Asia/Shanghai')::date + p_days + 1)::timestamp at time zone 'Asia/Shanghai'
$$;

/* The pieces of a person: of this device, of the account, and of the account's other devices. */
create function coupon_ids_of(p_buyer text) returns setof text language sql stable as $$
  select id from coupon where buyer_id = p_buyer
  union
  select coupon.id from flash_sale_person other join coupon on coupon.buyer_id = other.buyer_id
   where other.person_id = flash_sale_person_of(p_buyer)
$$;

/*
 * Gives pieces to people, one a person, in the order of the arrays; whoever has one is told of it again. Offers are
 * locked in the order of their ids, and a session that is on the air stays so meanwhile.
 * @returns a row of each that was asked, in any order: taken (with the piece), offer_not_found, offer_over, all_taken
 */
create function coupon_take(p_ids text[], p_offers text[], p_buyers text[], p_now timestamptz)
returns table (ord int, outcome text, coupon_id text, live_session_id text) language plpgsql as $$
#variable_conflict use_column
declare
  v_ask record;
  v_offer record;
  v_person text;
begin
  for v_ask in
    select ask.* from unnest(p_ids, p_offers, p_buyers) with ordinality as ask (id, offer, buyer, ord)
    order by ask.offer, ask.ord
  loop
    ord := v_ask.ord;
    coupon_id := null;
    live_session_id := null;
    select offer.id, offer.live_session_id, offer.taken, offer.pieces, offer.released_at, offer.valid_days,
        offer.amounts_fen[offer.taken + 1] as next_fen, session.state = 'live' as on_air
      into v_offer from coupon_offer offer join live_session session on session.id = offer.live_session_id
      where offer.id = v_ask.offer for update of offer for share of session;
    if not found then
      outcome := 'offer_not_found';
      return next;
      continue;
    end if;
    live_session_id := v_offer.live_session_id;
    v_person := flash_sale_person_of(v_ask.buyer);
    select min(own.id) into coupon_id from coupon own
      where own.offer_id = v_offer.id
        and (own.person_id = v_person or own.id in (select coupon_ids_of(v_ask.buyer)));
    if coupon_id is not null then
      outcome := 'taken';
    elsif not v_offer.on_air then
      outcome := 'offer_over';
    elsif v_offer.taken >= v_offer.pieces then
      outcome := 'all_taken';
    else
      outcome := 'taken';
      coupon_id := v_ask.id;
      insert into coupon (id, offer_id, place, buyer_id, person_id, amount_fen, taken_at, expires_at)
      values (v_ask.id, v_offer.id, v_offer.taken + 1, v_ask.buyer, v_person, v_offer.next_fen,
        greatest(p_now, v_offer.released_at),
        coupon_expiry(greatest(p_now, v_offer.released_at), v_offer.valid_days));
    end if;
    return next;
  end loop;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- What is used: a piece for one order, and of an offer one piece for a phone, however many people share it.

create unique index coupon_use_once on coupon_use (coupon_id) where freed_at is null;
create unique index coupon_use_once_a_phone on coupon_use (offer_id, phone_key) where freed_at is null;
alter table coupon_use
  add constraint coupon_use_freed check (freed_at >= used_at);

create function coupon_use_fits() returns trigger language plpgsql as $$
begin
  perform from coupon where id = new.coupon_id and offer_id = new.offer_id and amount_fen = new.amount_fen
    and new.used_at >= taken_at and new.used_at < expires_at
    and exists (select from checkout_order where id = new.order_id and discount_fen = new.amount_fen);
  if not found then raise exception 'COUPON_USE %', new.coupon_id using errcode = '23514'; end if;
  return new;
end $$;
create trigger coupon_use_fits before insert on coupon_use for each row execute function coupon_use_fits();

create function coupon_use_kept() returns trigger language plpgsql as $$
declare
  v_same coupon_use := new;
begin
  v_same.freed_at := old.freed_at;
  if v_same = old then return new; end if;
  raise exception 'COUPON_USE_KEPT %', old.order_id using errcode = '42501';
end $$;
create trigger coupon_use_kept before update on coupon_use for each row execute function coupon_use_kept();

-- An order costs its goods and their delivery, less what its coupon takes off.
alter table checkout_order
  drop constraint checkout_order_total,
  add constraint checkout_order_total
    check (subtotal_fen > 0 and freight_fen >= 0 and discount_fen >= 0 and discount_fen * 2 <= subtotal_fen
      and total_fen = subtotal_fen + freight_fen - discount_fen);

create function checkout_order_discount() returns trigger language plpgsql as $$
begin
  perform from coupon_use used join coupon_offer offer on offer.id = used.offer_id
    where used.order_id = new.id and used.amount_fen = new.discount_fen and new.subtotal_fen >= offer.min_spend_fen;
  if not found then raise exception 'ORDER_DISCOUNT %', new.id using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger checkout_order_discount after insert or update of discount_fen on checkout_order
  deferrable initially deferred for each row when (new.discount_fen > 0) execute function checkout_order_discount();


-- ---------------------------------------------------------------------------------------------------------------
-- What is booked: how much of a line's price the platform paid, and how much of that came back to it by refunds.

alter table split_discount add constraint split_discount_amount check (amount_fen > 0);
create trigger split_discount_kept before update or delete on split_discount
  for each row execute function refuse_change();

/* At the commit: it is the order's, which was sold with the piece that is still used for it. */
create function split_discount_of_order() returns trigger language plpgsql as $$
begin
  perform from checkout_order_line line join checkout_order orders on orders.id = line.order_id
     join coupon_use used on used.order_id = orders.id and used.freed_at is null
    where line.id = new.order_line_id and orders.discount_fen = new.amount_fen and orders.state = 'paid';
  if not found then raise exception 'SPLIT_DISCOUNT %', new.order_line_id using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger split_discount_of_order after insert on split_discount
  deferrable initially deferred for each row execute function split_discount_of_order();

alter table split_refund add constraint split_refund_discount check (discount_fen >= 0),
  drop constraint split_refund_amount,
  add constraint split_refund_amount check (amount_fen > 0 and beyond_fen between 0 and amount_fen + discount_fen);

-- At the commit: the parts are what the buyer has back and what the platform has back of the discount; all refunds of a
-- line are at most what it was sold for, and the discount's at most the discount (I14).
create or replace function split_refund_whole() returns trigger language plpgsql as $$
begin
  if new.amount_fen + new.discount_fen <> new.beyond_fen
       + (select coalesce(sum(p.amount_fen), 0) from split_refund_part p where p.refund_id = new.id) then
    raise exception 'SPLIT_REFUND_SUM %', new.id using errcode = '23514';
  end if;
  if (select sum(r.amount_fen + r.discount_fen) from split_refund r where r.order_line_id = new.order_line_id)
     > (select coalesce(sum(a.amount_fen), 0) from split_allocation a where a.order_line_id = new.order_line_id) then
    raise exception 'SPLIT_REFUND_BEYOND_LINE %', new.id using errcode = '23514';
  end if;
  if (select sum(r.discount_fen) from split_refund r where r.order_line_id = new.order_line_id)
     > coalesce((select d.amount_fen from split_discount d where d.order_line_id = new.order_line_id), 0) then
    raise exception 'SPLIT_REFUND_BEYOND_DISCOUNT %', new.id using errcode = '23514';
  end if;
  return null;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Records of money are kept, and what must be zero can be asked for.

create trigger coupon_offer_never_deleted before delete on coupon_offer
  for each row execute function refuse_change();
create trigger coupon_offer_never_truncated before truncate on coupon_offer
  for each statement execute function refuse_change();
create trigger coupon_kept before update or delete on coupon
  for each row execute function refuse_change();
create trigger coupon_never_truncated before truncate on coupon
  for each statement execute function refuse_change();
create trigger coupon_use_never_deleted before delete on coupon_use
  for each row execute function refuse_change();
create trigger coupon_use_never_truncated before truncate on coupon_use
  for each statement execute function refuse_change();
create trigger split_discount_never_truncated before truncate on split_discount
  for each statement execute function refuse_change();
revoke update, delete, truncate on coupon_offer, coupon, coupon_use, split_discount from shanhuo_app;
grant update (withdrawn_at, live_session_id, released_by_name, released_at, taken) on coupon_offer to shanhuo_app;
grant update (freed_at) on coupon_use to shanhuo_app;

create function coupon_invariants() returns table (name text, broken bigint) language sql stable as $$
  select 'pieces_taken_are_counted', count(*) from coupon_offer offer
    where taken <> (select count(*) from coupon where offer_id = offer.id)
  union all
  select 'a_piece_is_worth_what_its_offer_says', count(*) from coupon
    join coupon_offer offer on offer.id = coupon.offer_id where coupon.amount_fen <> offer.amounts_fen[place]
  union all
  select 'an_order_is_cheaper_by_its_coupon', count(*) from checkout_order orders
    left join coupon_use used on used.order_id = orders.id
    where orders.discount_fen <> coalesce(used.amount_fen, 0)
  union all
  select 'who_pays_uses_and_who_gives_up_does_not', count(*) from coupon_use used
    join checkout_order orders on orders.id = used.order_id
    where (used.freed_at is null) <> (orders.state in ('awaiting_payment', 'paid'))
  union all
  select 'a_paid_discount_is_booked', count(*) from checkout_order orders
    join checkout_order_line line on line.order_id = orders.id
    left join split_discount booked on booked.order_line_id = line.id
    where orders.discount_fen > 0 and orders.state = 'paid' and booked.amount_fen is distinct from orders.discount_fen
  union all
  select 'the_account_is_what_was_paid_less_what_came_back', count(*) from (
    select coalesce(sum(posting.amount), 0) as booked from ledger.posting posting
      join ledger.account account on account.id = posting.account_id and account.code = '521.coupons'
      join ledger.book book on book.id = account.book_id and book.code = 'platform'
  ) ledger, (
    select coalesce((select sum(amount_fen) from split_discount), 0)
      - coalesce((select sum(discount_fen) from split_refund), 0) as paid
  ) shop where ledger.booked <> shop.paid
$$;
