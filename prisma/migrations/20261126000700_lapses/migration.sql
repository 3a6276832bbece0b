-- 占而不付: who has let holds run out again and again, so that a sale may ask for payment first
-- (docs/decisions/023-who-lets-holds-lapse-pays-first.md).

-- AlterTable
ALTER TABLE "flash_sale" ADD COLUMN     "pause_ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "pay_first" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "flash_sale_hold" ADD COLUMN     "pay_first" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "flash_sale_lapse" (
    "hold_id" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "lapsed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flash_sale_lapse_pkey" PRIMARY KEY ("hold_id","who")
);

-- CreateIndex
CREATE INDEX "flash_sale_lapse_who_idx" ON "flash_sale_lapse"("who");

-- AddForeignKey
ALTER TABLE "flash_sale_lapse" ADD CONSTRAINT "flash_sale_lapse_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "flash_sale_hold"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Buyers are told the terms of a sale before it opens, so they stay.
create function flash_sale_terms_kept() returns trigger language plpgsql as $$
begin
  raise exception 'FLASH_SALE_TERMS_CHANGED %', old.id using errcode = '23514';
end $$;
create trigger flash_sale_terms_kept before update of pay_first on flash_sale
  for each row when (old.pay_first <> new.pay_first) execute function flash_sale_terms_kept();

/* Whom one limit counts: the person, and the phone and the address once they are known. */
create function flash_sale_whos(p_person text, p_phone text, p_address text) returns text[]
language sql immutable as $$
  select array_remove(array[p_person, 'phone:' || p_phone, 'address:' || p_address], null)
$$;

/*
 * Those of them who pay first: three holds lapsed in the last 24 hours, and none of theirs was paid since.
 * One look a batch. The plan is pinned, because on a table that was never analysed the planner reads all of it.
 */
create function flash_sale_pays_first(p_whos text[], p_now timestamptz) returns setof text
language plpgsql stable
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
begin
  return query select who from flash_sale_lapse
    where who = any (p_whos) and lapsed_at > p_now - interval '24 hours'
    group by who having count(*) >= 3;
end $$;

/*
 * Holds that have just ended because nobody paid, to be called in that transaction. Not counted:
 *   - on the shelf, where nobody was kept from anything;
 *   - in a sale that was called back, or stood still at any moment of the hold's life;
 *   - an offer to somebody in line, who was not told outside the page;
 *   - an end that came late: then the shop, the database or Stripe was away; or before its time.
 */
create function flash_sale_note_lapses(p_holds text[], p_now timestamptz) returns void language sql as $$
  insert into flash_sale_lapse (hold_id, who, lapsed_at)
  select hold.id, who, p_now
  from flash_sale_hold hold join flash_sale sale on sale.id = hold.sale_id
  cross join lateral unnest(flash_sale_whos(hold.person_id, hold.phone_key, hold.address_key)) as who
  where hold.id = any (p_holds) and hold.state = 'expired'
    and p_now between hold.expires_at and hold.expires_at + interval '1 minute'
    and sale.kind = 'flash' and sale.state <> 'paused' and sale.stop_kind is distinct from 'recall'
    and (sale.pause_ended_at is null or sale.pause_ended_at < hold.created_at)
    and not exists (select from flash_sale_waiter where hold_id = hold.id)
$$;

/*
 * Money has come for these holds: whatever their buyers have let lapse is forgiven. To be called when the holds and
 * their sales are locked. Rows are locked in order, because another settlement may forgive some of them too.
 */
create function flash_sale_forgive_lapses(p_holds text[]) returns void language sql as $$
  delete from flash_sale_lapse lapse using (
    select hold_id, who from flash_sale_lapse where who in (
      select unnest(flash_sale_whos(hold.person_id, hold.phone_key, hold.address_key) || person.person_id)
      from flash_sale_hold hold left join flash_sale_person person on person.buyer_id = hold.buyer_id
      where hold.id = any (p_holds))
    order by hold_id, who for update
  ) as forgiven where (lapse.hold_id, lapse.who) = (forgiven.hold_id, forgiven.who)
$$;

/* What a visitor has let lapse is the account's. Locks last, after sales and holds. */
create function flash_sale_merge_lapses(p_buyer text, p_person text) returns void language plpgsql as $$
begin
  perform from flash_sale_lapse where who = p_buyer order by hold_id, who for update;
  update flash_sale_lapse set who = p_person where who = p_buyer;
end $$;

/* Nobody asks for older ones. */
create function flash_sale_drop_lapses(p_now timestamptz) returns void language sql as $$
  delete from flash_sale_lapse where (hold_id, who) in (
    select hold_id, who from flash_sale_lapse where lapsed_at <= p_now - interval '24 hours'
    order by hold_id, who for update skip locked)
$$;

-- What must be zero of lapses and of who pays first, always.
create function flash_sale_lapse_invariants() returns table (name text, broken bigint) language sql stable as $$
  select 'lapse_is_an_unpaid_hold', count(*)
    from flash_sale_lapse lapse join flash_sale_hold hold on hold.id = lapse.hold_id where hold.state <> 'expired'
  union all select 'lapse_came_on_time', count(*)
    from flash_sale_lapse lapse join flash_sale_hold hold on hold.id = lapse.hold_id
    where hold.ended_at is distinct from lapse.lapsed_at
      or hold.ended_at not between hold.expires_at and hold.expires_at + interval '1 minute'
  union all select 'lapse_was_claimed', count(*)
    from flash_sale_lapse lapse join flash_sale_hold hold on hold.id = lapse.hold_id
    join flash_sale sale on sale.id = hold.sale_id
    where sale.kind <> 'flash' or exists (select from flash_sale_waiter where hold_id = hold.id)
  union all select 'pays_first_only_where_told', count(*)
    from flash_sale_hold hold join flash_sale sale on sale.id = hold.sale_id
    where hold.pay_first and not sale.pay_first
$$;
