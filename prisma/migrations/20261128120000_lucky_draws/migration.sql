-- 抽奖: the lucky draws of live rooms. What was offered binds, entries stand as they came, and the draw is made once, by
-- the seed that was committed to before anybody entered (docs/decisions/049-a-lucky-draw-cannot-be-steered.md).

-- CreateTable
CREATE TABLE "lucky_draw" (
    "id" TEXT NOT NULL,
    "live_session_id" TEXT NOT NULL,
    "village_id" TEXT NOT NULL,
    "by_user_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "prize" TEXT NOT NULL,
    "prizes" INTEGER NOT NULL,
    "value_fen" BIGINT NOT NULL,
    "giver" TEXT NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "commitment" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "entries" INTEGER NOT NULL DEFAULT 0,
    "root" TEXT,
    "drawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "lucky_draw_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lucky_draw_entry" (
    "draw_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "claim_key" UUID NOT NULL,
    "tag" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "rank" INTEGER,

    CONSTRAINT "lucky_draw_entry_pkey" PRIMARY KEY ("draw_id","number")
);

-- CreateTable
CREATE TABLE "lucky_draw_delivery" (
    "draw_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "recipient_name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "left_at" TIMESTAMPTZ(3) NOT NULL,
    "courier" TEXT,
    "tracking_number" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by" TEXT,

    CONSTRAINT "lucky_draw_delivery_pkey" PRIMARY KEY ("draw_id","number")
);

-- CreateIndex
CREATE INDEX "lucky_draw_live_session_id_offered_at_idx" ON "lucky_draw"("live_session_id", "offered_at");
CREATE INDEX "lucky_draw_village_id_offered_at_idx" ON "lucky_draw"("village_id", "offered_at");
CREATE UNIQUE INDEX "lucky_draw_entry_draw_id_person_id_key" ON "lucky_draw_entry"("draw_id", "person_id");
CREATE UNIQUE INDEX "lucky_draw_entry_draw_id_buyer_id_key" ON "lucky_draw_entry"("draw_id", "buyer_id");
CREATE UNIQUE INDEX "lucky_draw_entry_draw_id_claim_key_key" ON "lucky_draw_entry"("draw_id", "claim_key");
CREATE UNIQUE INDEX "lucky_draw_entry_draw_id_rank_key" ON "lucky_draw_entry"("draw_id", "rank");
CREATE UNIQUE INDEX "lucky_draw_delivery_draw_id_phone_key" ON "lucky_draw_delivery"("draw_id", "phone");

-- AddForeignKey
ALTER TABLE "lucky_draw" ADD CONSTRAINT "lucky_draw_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lucky_draw" ADD CONSTRAINT "lucky_draw_village_id_fkey" FOREIGN KEY ("village_id") REFERENCES "registry_village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lucky_draw_entry" ADD CONSTRAINT "lucky_draw_entry_draw_id_fkey" FOREIGN KEY ("draw_id") REFERENCES "lucky_draw"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lucky_draw_delivery" ADD CONSTRAINT "lucky_draw_delivery_draw_id_number_fkey" FOREIGN KEY ("draw_id", "number") REFERENCES "lucky_draw_entry"("draw_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One at a time in a room, so that everybody knows which one is meant.
create unique index lucky_draw_one_runs on lucky_draw (live_session_id) where drawn_at is null;
create index lucky_draw_due on lucky_draw (closes_at) where drawn_at is null;

alter table lucky_draw
  add constraint lucky_draw_words check (char_length(prize) between 1 and 40 and char_length(giver) between 1 and 40),
  add constraint lucky_draw_by_somebody check (by_user_id <> ''),
  add constraint lucky_draw_prizes check (prizes between 1 and 20),
  -- 规范促销行为暂行规定: no prize above 50,000 yuan.
  add constraint lucky_draw_value check (value_fen between 1 and 5000000),
  add constraint lucky_draw_span check (closes_at > offered_at and closes_at <= offered_at + interval '10 minutes'),
  add constraint lucky_draw_seed check (seed ~ '^[0-9a-f]{64}$'),
  add constraint lucky_draw_commits check (commitment = encode(sha256(decode(seed, 'hex')), 'hex')),
  add constraint lucky_draw_root_known check ((root is null) = (drawn_at is null)),
  add constraint lucky_draw_not_early check (drawn_at >= closes_at);
alter table lucky_draw_entry
  add constraint lucky_draw_entry_tag check (tag = encode(sha256(convert_to(draw_id || '/' || claim_key, 'UTF8')), 'hex'));
alter table lucky_draw_delivery
  add constraint lucky_draw_delivery_sent check (
    (sent_at is null) = (courier is null) and (sent_at is null) = (tracking_number is null)
    and (sent_at is null) = (sent_by is null) and sent_at >= left_at);

/* Who a visitor is to limits: the account that was signed in to on the device, else the device itself. */
create function flash_sale_person_of(p_buyer text) returns text language sql stable as $$
  select coalesce((select person_id from flash_sale_person where buyer_id = p_buyer), p_buyer)
$$;

create function lucky_draw_root(p_draw text) returns text language sql stable as $$
  select encode(sha256(convert_to(coalesce(string_agg(tag, E'\n' order by number), ''), 'UTF8')), 'hex')
  from lucky_draw_entry where draw_id = p_draw
$$;

/* The places that follow from a seed and the list of entries. The key is that of fair sales: shared/draw.ts. */
create function lucky_draw_places(p_draw text, p_seed text, p_root text) returns table (number int, place int)
language sql stable as $$
  select number, (row_number() over (order by flash_sale_draw_key(p_seed, p_draw, p_root, number)))::int
  from lucky_draw_entry where draw_id = p_draw
$$;

-- A draw is offered while its session is on the air, with nothing drawn yet.
create function lucky_draw_offered() returns trigger language plpgsql as $$
begin
  perform from live_session where id = new.live_session_id and village_id = new.village_id and state = 'live' for share;
  if not found then raise exception 'DRAW_NOT_LIVE %', new.live_session_id using errcode = '23514'; end if;
  if new.entries <> 0 or new.drawn_at is not null then
    raise exception 'DRAW_NOT_NEW %', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger lucky_draw_offered before insert on lucky_draw for each row execute function lucky_draw_offered();

-- An entry comes before the close, with the next number, and is counted with its insert.
create function lucky_draw_entry_in_time() returns trigger language plpgsql as $$
declare
  v_draw lucky_draw;
begin
  select * into v_draw from lucky_draw where id = new.draw_id for update;
  if v_draw.drawn_at is not null or new.entered_at >= v_draw.closes_at or new.entered_at < v_draw.offered_at
    or new.rank is not null or new.number <> v_draw.entries + 1 then
    raise exception 'DRAW_CLOSED entry % of %', new.number, new.draw_id using errcode = '23514';
  end if;
  update lucky_draw set entries = entries + 1 where id = new.draw_id;
  return new;
end $$;
create trigger lucky_draw_entry_in_time before insert on lucky_draw_entry
  for each row execute function lucky_draw_entry_in_time();

-- What was offered is never another thing. It is drawn once, and only as seed and entries have it.
create function lucky_draw_kept() returns trigger language plpgsql as $$
declare
  v_same lucky_draw := new;
begin
  if old.drawn_at is null and new.drawn_at is null and new.entries = old.entries + 1 then
    v_same.entries := old.entries;
    if v_same = old then return new; end if;
  elsif old.drawn_at is null and new.drawn_at is not null and new.root = lucky_draw_root(new.id) then
    v_same.root := null;
    v_same.drawn_at := null;
    if v_same = old and not exists (
      select from lucky_draw_places(new.id, new.seed, new.root) drawn
      join lucky_draw_entry entry on entry.draw_id = new.id and entry.number = drawn.number
      where entry.rank is distinct from drawn.place) then return new; end if;
  end if;
  raise exception 'DRAW_KEPT %', old.id using errcode = '42501';
end $$;
create trigger lucky_draw_kept before update on lucky_draw for each row execute function lucky_draw_kept();

create function lucky_draw_entry_kept() returns trigger language plpgsql as $$
declare
  v_same lucky_draw_entry := new;
begin
  v_same.rank := old.rank;
  if old.rank is null and v_same = old and exists (
    select from lucky_draw where id = old.draw_id and drawn_at is null) then return new; end if;
  raise exception 'DRAW_KEPT entry % of %', old.number, old.draw_id using errcode = '42501';
end $$;
create trigger lucky_draw_entry_kept before update on lucky_draw_entry
  for each row execute function lucky_draw_entry_kept();

-- Only who won leaves an address, in seven days; once it was sent, nothing changes.
create function lucky_draw_delivery_due() returns trigger language plpgsql as $$
declare
  v_old lucky_draw_delivery;
begin
  perform from lucky_draw draw
    join lucky_draw_entry entry on entry.draw_id = draw.id and entry.number = new.number and entry.rank <= draw.prizes
    where draw.id = new.draw_id and new.left_at >= draw.drawn_at and new.left_at < draw.drawn_at + interval '7 days';
  if not found then raise exception 'PRIZE_NOT_DUE % of %', new.number, new.draw_id using errcode = '23514'; end if;
  if tg_op = 'UPDATE' and (old.sent_at is not null or (old.draw_id, old.number) <> (new.draw_id, new.number)) then
    raise exception 'PRIZE_SENT % of %', old.number, old.draw_id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger lucky_draw_delivery_due before insert or update on lucky_draw_delivery
  for each row execute function lucky_draw_delivery_due();

-- 规范促销行为暂行规定 has such records kept for two years; here they are never deleted.
create trigger lucky_draw_never_deleted before delete on lucky_draw
  for each row execute function refuse_change();
create trigger lucky_draw_never_truncated before truncate on lucky_draw
  for each statement execute function refuse_change();
create trigger lucky_draw_entry_never_deleted before delete on lucky_draw_entry
  for each row execute function refuse_change();
create trigger lucky_draw_entry_never_truncated before truncate on lucky_draw_entry
  for each statement execute function refuse_change();
create trigger lucky_draw_delivery_never_deleted before delete on lucky_draw_delivery
  for each row execute function refuse_change();
create trigger lucky_draw_delivery_never_truncated before truncate on lucky_draw_delivery
  for each statement execute function refuse_change();
revoke update, delete, truncate on lucky_draw, lucky_draw_entry from shanhuo_app;
grant update (entries, root, drawn_at) on lucky_draw to shanhuo_app;
grant update (rank) on lucky_draw_entry to shanhuo_app;
revoke delete, truncate on lucky_draw_delivery from shanhuo_app;

/*
 * Enters people, one entry a person, in the order of the arrays; whoever is in already is told the number again.
 * Draws are locked in the order of their ids.
 * @returns a row a claim, in any order: entered (`number`), draw_not_found, draw_closed, claim_key_reused, full
 */
create function lucky_draw_enter(p_draws text[], p_buyers text[], p_keys uuid[], p_now timestamptz, p_most int)
returns table (ord int, outcome text, number int, live_session_id text) language plpgsql as $$
#variable_conflict use_column
declare
  v_claim record;
  v_draw lucky_draw;
  v_person text;
  v_number int;
begin
  for v_claim in
    select claim.* from unnest(p_draws, p_buyers, p_keys) with ordinality as claim (draw, buyer, key, ord)
    order by claim.draw, claim.ord
  loop
    ord := v_claim.ord;
    number := null;
    live_session_id := null;
    select * into v_draw from lucky_draw where id = v_claim.draw for update;
    if not found then
      outcome := 'draw_not_found';
      return next;
      continue;
    end if;
    live_session_id := v_draw.live_session_id;
    v_person := flash_sale_person_of(v_claim.buyer);
    select min(entry.number) into v_number from lucky_draw_entry entry
      where entry.draw_id = v_draw.id and (entry.person_id = v_person or entry.buyer_id = v_claim.buyer);
    if v_number is not null then
      outcome := 'entered';
      number := v_number;
    elsif v_draw.drawn_at is not null or v_draw.closes_at <= p_now then
      outcome := 'draw_closed';
    elsif v_draw.entries >= p_most then
      outcome := 'full';
    elsif exists (
      select from lucky_draw_entry entry where entry.draw_id = v_draw.id and entry.claim_key = v_claim.key) then
      outcome := 'claim_key_reused';
    else
      outcome := 'entered';
      number := v_draw.entries + 1;
      insert into lucky_draw_entry (draw_id, number, buyer_id, person_id, claim_key, tag, entered_at)
      values (v_draw.id, number, v_claim.buyer, v_person, v_claim.key,
        encode(sha256(convert_to(v_draw.id || '/' || v_claim.key, 'UTF8')), 'hex'),
        greatest(p_now, v_draw.offered_at));
    end if;
    return next;
  end loop;
end $$;

/* Makes a draw that is due, once on however many nodes. @returns whether it was this call that made it */
create function lucky_draw_make(p_draw text, p_now timestamptz) returns boolean language plpgsql as $$
declare
  v_draw lucky_draw;
  v_root text;
begin
  select * into v_draw from lucky_draw where id = p_draw and drawn_at is null and closes_at <= p_now for update;
  if not found then return false; end if;
  v_root := lucky_draw_root(p_draw);
  update lucky_draw_entry entry set rank = drawn.place
    from lucky_draw_places(p_draw, v_draw.seed, v_root) drawn
    where entry.draw_id = p_draw and entry.number = drawn.number;
  update lucky_draw set root = v_root, drawn_at = p_now where id = p_draw;
  return true;
end $$;

-- What must be zero of lucky draws, always. Counted beside flash_sale_invariants().
create function lucky_draw_invariants() returns table (name text, broken bigint) language sql stable as $$
  select 'lucky_draw_seed_is_what_was_committed_to', count(*) from lucky_draw
    where commitment <> encode(sha256(decode(seed, 'hex')), 'hex')
  union all select 'lucky_draw_root_is_of_its_entries', count(*) from lucky_draw
    where drawn_at is not null and root <> lucky_draw_root(id)
  union all select 'lucky_draw_entries_are_counted', count(*) from lucky_draw draw
    where entries <> (select count(*) from lucky_draw_entry where draw_id = draw.id)
  union all select 'lucky_draw_rank_follows_the_seed', count(*) from lucky_draw draw
    join lateral lucky_draw_places(draw.id, draw.seed, draw.root) drawn on true
    join lucky_draw_entry entry on entry.draw_id = draw.id and entry.number = drawn.number
    where draw.drawn_at is not null and entry.rank is distinct from drawn.place
  union all select 'lucky_draw_prizes_go_to_winners', count(*) from lucky_draw_delivery delivery
    join lucky_draw draw on draw.id = delivery.draw_id
    join lucky_draw_entry entry on entry.draw_id = delivery.draw_id and entry.number = delivery.number
    where draw.drawn_at is null or entry.rank is null or entry.rank > draw.prizes
$$;
