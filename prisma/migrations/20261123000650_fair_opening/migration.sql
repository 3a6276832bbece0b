-- Fair openings and raffles: whoever is there before the opening second is shuffled by a seed that was committed to
-- before anybody entered (docs/decisions/017-a-draw-that-anyone-can-check.md).

-- CreateTable
CREATE TABLE "flash_sale_draw" (
    "sale_id" TEXT NOT NULL,
    "commitment" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "entries" INTEGER NOT NULL DEFAULT 0,
    "root" TEXT,
    "drawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "flash_sale_draw_pkey" PRIMARY KEY ("sale_id")
);

-- CreateTable
CREATE TABLE "flash_sale_entry" (
    "sale_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "claim_key" UUID NOT NULL,
    "tag" TEXT NOT NULL,
    "hold_id" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "rank" INTEGER,
    "outcome" TEXT NOT NULL DEFAULT 'waiting',

    CONSTRAINT "flash_sale_entry_pkey" PRIMARY KEY ("sale_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "flash_sale_entry_sale_id_person_id_key" ON "flash_sale_entry"("sale_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "flash_sale_entry_sale_id_claim_key_key" ON "flash_sale_entry"("sale_id", "claim_key");

-- CreateIndex
CREATE UNIQUE INDEX "flash_sale_entry_hold_id_key" ON "flash_sale_entry"("hold_id");

-- AddForeignKey
ALTER TABLE "flash_sale_draw" ADD CONSTRAINT "flash_sale_draw_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "flash_sale"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flash_sale_entry" ADD CONSTRAINT "flash_sale_entry_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "flash_sale_draw"("sale_id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table flash_sale_draw
  add constraint flash_sale_draw_seed check (seed ~ '^[0-9a-f]{64}$'),
  add constraint flash_sale_draw_commits check (commitment = encode(sha256(decode(seed, 'hex')), 'hex')),
  add constraint flash_sale_draw_root_known check ((root is null) = (drawn_at is null));
alter table flash_sale_entry
  add constraint flash_sale_entry_quantity check (quantity between 1 and 99),
  add constraint flash_sale_entry_outcome check (outcome in ('waiting', 'won', 'lost', 'merged')),
  add constraint flash_sale_entry_ranked check ((outcome = 'waiting') = (rank is null));

-- A commitment binds: neither it nor its seed is ever another, and a draw is made once.
create function flash_sale_draw_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the draw of sale % is fixed', old.sale_id using errcode = 'integrity_constraint_violation';
end $$;
create trigger flash_sale_draw_fixed before update on flash_sale_draw for each row
  when (old.seed <> new.seed or old.commitment <> new.commitment or old.sale_id <> new.sale_id
    or old.drawn_at is not null)
  execute function flash_sale_draw_stays();
create trigger flash_sale_entry_fixed before update on flash_sale_entry for each row
  when (old.rank is not null or old.tag <> new.tag or old.number <> new.number or old.quantity <> new.quantity
    or old.buyer_id <> new.buyer_id or old.claim_key <> new.claim_key)
  execute function flash_sale_draw_stays();

/*
 * The order of a draw, as shared/draw.ts computes it: by SHA-256 of `seed/sale/root/number` as text. Everybody's tag is
 * in the root, and a tag comes of a key that the buyer's own device has made up.
 */
create function flash_sale_draw_root(p_sale text) returns text language sql stable as $$
  select encode(sha256(convert_to(coalesce(string_agg(tag, E'\n' order by number), ''), 'UTF8')), 'hex')
  from flash_sale_entry where sale_id = p_sale
$$;
create function flash_sale_draw_key(p_seed text, p_sale text, p_root text, p_number int) returns bytea
language sql immutable as $$
  select sha256(convert_to(p_seed || '/' || p_sale || '/' || p_root || '/' || p_number, 'UTF8'))
$$;

/*
 * Enters claims that came before the opening second, under the sale's row lock: one entry a person, whatever is asked
 * again. Numbers are given in the order of the arrays.
 * @returns nothing at all when the sale takes no entries now, else a row a claim:
 *   entered (`number`), over_limit, claim_key_reused, full
 */
create function flash_sale_enter(
  p_sale text, p_now timestamptz, p_most int, p_buyers text[], p_quantities int[], p_keys uuid[], p_ids text[]
) returns table (ord int, outcome text, number int) language plpgsql as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_entries int;
  v_added int;
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  if not found or v_sale.state <> 'scheduled' or v_sale.opens_at <= p_now then return; end if;
  select entries into v_entries from flash_sale_draw where sale_id = p_sale and drawn_at is null for update;
  if not found then return; end if;

  with claim as (
    select claim.*, coalesce(person.person_id, claim.buyer) as person
    from unnest(p_buyers, p_quantities, p_keys, p_ids) with ordinality as claim (buyer, quantity, key, id, ord)
    left join flash_sale_person person on person.buyer_id = claim.buyer
  ), fresh as (
    select claim.*, row_number() over (partition by person order by ord) as of_person,
      row_number() over (partition by key order by ord) as of_key
    from claim where quantity <= v_sale.per_buyer_limit and not exists (
      select from flash_sale_entry entry where entry.sale_id = p_sale
        and (entry.person_id = claim.person or entry.claim_key = claim.key))
  ), added as (
    select fresh.*, v_entries + row_number() over (order by ord) as number
    from fresh where of_person = 1 and of_key = 1
  )
  insert into flash_sale_entry (sale_id, number, buyer_id, person_id, quantity, claim_key, tag, hold_id, entered_at)
  select p_sale, number, buyer, person, quantity, key,
    encode(sha256(convert_to(p_sale || '/' || key, 'UTF8')), 'hex'), id, p_now
  from added where number <= p_most;
  get diagnostics v_added = row_count;
  if v_added > 0 then
    update flash_sale_draw set entries = entries + v_added where sale_id = p_sale;
  end if;

  return query
    select claim.ord::int,
      case when entry.number is not null then 'entered'
        when claim.quantity > v_sale.per_buyer_limit then 'over_limit'
        when exists (select from flash_sale_entry taken where taken.sale_id = p_sale and taken.claim_key = claim.key)
          then 'claim_key_reused'
        else 'full' end,
      entry.number
    from unnest(p_buyers, p_quantities, p_keys) with ordinality as claim (buyer, quantity, key, ord)
    left join flash_sale_person person on person.buyer_id = claim.buyer
    left join flash_sale_entry entry
      on entry.sale_id = p_sale and entry.person_id = coalesce(person.person_id, claim.buyer)
    order by claim.ord;
end $$;

/*
 * The draw, in the transaction that opens the sale and holds its row: closes the entries, ranks them, grants in this
 * order what is there (an entry too big for the rest does not stop a smaller one behind it), and so reveals the seed.
 * Visitors who turned out to be one person since they entered have one chance: the entry that came first.
 * @returns the holds it granted; nothing for a sale without a draw, or with one that was made
 */
create function flash_sale_run_draw(p_sale text, p_now timestamptz, p_hold_sec int) returns setof text
language plpgsql as $$
#variable_conflict use_column
declare
  v_sale flash_sale;
  v_seed text;
  v_root text;
  v_free int;
  v_entry record;
  v_numbers int[] := '{}';
  v_outcomes text[] := '{}';
  v_won int[] := '{}';
begin
  select * into v_sale from flash_sale where id = p_sale for update;
  if v_sale.state <> 'open' then return; end if;
  select seed into v_seed from flash_sale_draw where sale_id = p_sale and drawn_at is null for update;
  if v_seed is null then return; end if;
  v_root := flash_sale_draw_root(p_sale);

  v_free := v_sale.total - v_sale.held - v_sale.sold;
  for v_entry in
    select entry.number, quantity,
      row_number() over (partition by coalesce(person.person_id, entry.buyer_id) order by entry.number) as of_person
    from flash_sale_entry entry left join flash_sale_person person on person.buyer_id = entry.buyer_id
    where sale_id = p_sale
    order by flash_sale_draw_key(v_seed, p_sale, v_root, entry.number)
  loop
    v_numbers := v_numbers || v_entry.number;
    if v_entry.of_person > 1 then
      v_outcomes := v_outcomes || 'merged'::text;
    elsif v_entry.quantity > v_free then
      v_outcomes := v_outcomes || 'lost'::text;
    else
      v_free := v_free - v_entry.quantity;
      v_outcomes := v_outcomes || 'won'::text;
      v_won := v_won || v_entry.number;
    end if;
  end loop;
  update flash_sale_entry entry set rank = ranked.rank, outcome = ranked.outcome
  from unnest(v_numbers, v_outcomes) with ordinality as ranked (number, outcome, rank)
  where entry.sale_id = p_sale and entry.number = ranked.number;

  update flash_sale_draw set root = v_root, drawn_at = p_now where sale_id = p_sale;
  if v_won = '{}' then return; end if;
  insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, claim_key, sequence,
    state, created_at, expires_at)
  select entry.hold_id, p_sale, entry.buyer_id, coalesce(person.person_id, entry.buyer_id), entry.quantity,
    v_sale.price_fen, entry.claim_key, v_sale.hold_sequence + won.place, 'held', p_now,
    p_now + make_interval(secs => p_hold_sec)
  from unnest(v_won) with ordinality as won (number, place)
  join flash_sale_entry entry on entry.sale_id = p_sale and entry.number = won.number
  left join flash_sale_person person on person.buyer_id = entry.buyer_id;
  update flash_sale set held = v_sale.total - v_sale.sold - v_free,
    hold_sequence = hold_sequence + cardinality(v_won)
  where id = p_sale;
  return query select hold_id from flash_sale_entry
    where sale_id = p_sale and number = any (v_won) order by rank;
end $$;

-- What must be zero of draws, always. Counted beside flash_sale_invariants().
create function flash_sale_draw_invariants() returns table (name text, broken bigint) language sql stable as $$
  with expected as (
    select entry.*, draw.seed, hold.sequence, hold.person_id as granted_to,
      row_number() over (partition by entry.sale_id
        order by flash_sale_draw_key(draw.seed, entry.sale_id, draw.root, number)) as place,
      row_number() over (partition by entry.sale_id, entry.outcome order by entry.rank) as of_outcome
    from flash_sale_entry entry
    join flash_sale_draw draw on draw.sale_id = entry.sale_id and draw.drawn_at is not null
    left join flash_sale_hold hold on hold.id = entry.hold_id
  )
  select 'draw_seed_is_what_was_committed_to', count(*) from flash_sale_draw
    where commitment <> encode(sha256(decode(seed, 'hex')), 'hex')
  union all select 'draw_root_is_of_its_entries', count(*) from flash_sale_draw
    where drawn_at is not null and root <> flash_sale_draw_root(sale_id)
  union all select 'draw_entries_are_counted', count(*) from flash_sale_draw draw
    where entries <> (select count(*) from flash_sale_entry where sale_id = draw.sale_id)
  union all select 'draw_rank_follows_the_seed', count(*) from expected where rank is distinct from place
  union all select 'draw_winners_come_in_order', count(*) from expected
    where (outcome = 'won') <> (sequence is not null) or (outcome = 'won' and sequence <> of_outcome)
  union all select 'draw_one_entry_a_person', count(*) from (
    select from flash_sale_entry group by sale_id, person_id having count(*) > 1) as twice
  union all select 'sale_opens_with_its_draw', count(*)
    from flash_sale sale left join flash_sale_draw draw on draw.sale_id = sale.id
    where (sale.opening <> 'first_come') <> (draw.sale_id is not null)
      or (sale.opened_at is not null and draw.sale_id is not null and draw.drawn_at is null)
$$;
