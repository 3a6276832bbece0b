-- Heads of the chain, signed and published once a day, and a check of the chain that names what is wrong and can begin
-- at any block (docs/decisions/025-the-ledger-is-proved-to-strangers.md).
set role ledger_owner;
set search_path = ledger, pg_catalog;

-- ---------------------------------------------------------------------------------------------------------------------
-- Heads: what was published stays, and each names the one before. The head of a day is the last block sealed on it; a day
-- on which nothing was sealed has none. The signature is made outside: no key is stored here.

create table head (
  day          date primary key check (isfinite(day)), -- in Asia/Shanghai
  height       bigint not null references block,
  hash         bytea not null,
  last_seq     bigint not null,
  previous     bytea not null check (octet_length(previous) = 32),
  signature    bytea not null check (octet_length(signature) = 64),
  public_key   bytea not null check (octet_length(public_key) = 32),
  published_at timestamptz not null default clock_timestamp()
);

-- The signed text, as headText() of shared/ledger-head.ts makes it.
create function head_text(h head) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  select concat_ws(E'\n', 'shanhuo-ledger-head-v1', to_char(h.day, 'YYYY-MM-DD'), h.height, encode(h.hash, 'hex'),
                   h.last_seq, encode(h.previous, 'hex')) $$;

create function tg_head_follows() returns trigger
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
declare
  last head;
begin
  perform pg_advisory_xact_lock(7301, 2); -- one publisher at a time
  select * into last from head order by day desc limit 1;
  if found and (new.day <= last.day or new.height < last.height) then
    raise exception 'LEDGER_HEAD_ORDER day=% height=%', new.day, new.height using errcode = '23514';
  end if;
  if new.previous is distinct from
     (case when found then sha256(convert_to(head_text(last), 'UTF8')) else decode(repeat('00', 32), 'hex') end) then
    raise exception 'LEDGER_HEAD_PREVIOUS day=%', new.day using errcode = '23514';
  end if;
  if not exists (select from block b
                  where b.height = new.height and b.hash = new.hash and b.last_seq = new.last_seq) then
    raise exception 'LEDGER_HEAD_BLOCK day=% height=%', new.day, new.height using errcode = '23514';
  end if;
  return new;
end $$;
create trigger head_follows before insert on head for each row execute function tg_head_follows();
create trigger head_append_only before update or delete on head for each row execute function tg_append_only();
create trigger head_never_truncated before truncate on head for each statement execute function tg_append_only();

create function publish_head(
  p_day date, p_height bigint, p_hash bytea, p_last_seq bigint, p_previous bytea, p_signature bytea, p_public_key bytea
) returns void
language sql security definer set search_path = pg_catalog, ledger, pg_temp as $$
  insert into head (day, height, hash, last_seq, previous, signature, public_key)
  values (p_day, p_height, p_hash, p_last_seq, p_previous, p_signature, p_public_key) $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- What the last check found, so that a page can say it without checking again for every stranger who asks.

create table last_check (
  span       text primary key check (span in ('full', 'recent')),
  checked_at timestamptz not null,
  height     bigint not null, -- how far the chain went
  findings   jsonb not null
);

create function record_check(p_span text, p_at timestamptz, p_height bigint, p_findings jsonb) returns void
language sql security definer set search_path = pg_catalog, ledger, pg_temp as $$
  insert into last_check (span, checked_at, height, findings) values (p_span, p_at, p_height, p_findings)
      on conflict (span) do update
     set checked_at = excluded.checked_at, height = excluded.height, findings = excluded.findings $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Recomputes leaves and blocks from p_from to p_to, or to the end. The block before p_from is believed, so that a long
-- chain can be checked in pieces. Each row is one thing that is wrong, with what it is wrong with:
--   block_missing      a height without a block
--   link               the block does not name the hash of the one before
--   numbering          it does not begin with the number after the last
--   seal_missing       a number of the block that no journal has
--   seal_stray         a journal sealed into a block that has no such number, or that is not there
--   journal_missing    a sealed journal that is not there
--   journal_changed    a journal that reads otherwise than it was sealed
--   journal_backdated  recorded over an hour before the block before its own was sealed, or on a day before one whose
--                      head is below: it would have been sealed then
--   root, hash         the block does not have the root of its leaves, or the hash of its fields
drop function verify_chain();
create function verify_chain(p_from bigint default 1, p_to bigint default null)
returns table (height bigint, seq bigint, journal_id uuid, problem text)
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
#variable_conflict use_column
declare
  b block;
  prev block;
  headed date;
begin
  prev.height := p_from - 1;
  if p_from > 1 then
    select * into prev from block k where k.height = p_from - 1;
    if not found then
      prev.height := p_from - 1;
      return query select p_from - 1, null::bigint, null::uuid, 'block_missing';
    end if;
  else
    prev.hash := genesis();
    prev.last_seq := 0;
  end if;

  for b in select * from block k
            where k.height >= p_from and (p_to is null or k.height <= p_to) order by k.height loop
    if b.height <> prev.height + 1 then
      return query select prev.height + 1, null::bigint, null::uuid, 'block_missing';
    end if;
    if b.prev_hash is distinct from prev.hash then
      return query select b.height, null::bigint, null::uuid, 'link';
    end if;
    if b.first_seq is distinct from prev.last_seq + 1 then
      return query select b.height, null::bigint, null::uuid, 'numbering';
    end if;

    select max(h.day) into headed from head h where h.height < b.height;
    -- A journal whose lines are gone has a null leaf, which must not pass: hence `is distinct from`.
    return query
      select b.height, coalesce(s.seq, n), s.journal_id,
             case when s.seq is null then 'seal_missing'
                  when n is null then 'seal_stray'
                  when j.id is null then 'journal_missing'
                  when leaf_hash(j) is distinct from s.leaf then 'journal_changed'
                  else 'journal_backdated' end
        from generate_series(b.first_seq, b.last_seq) n
        full join (select * from seal x where x.height = b.height) s on s.seq = n
        left join journal j on j.id = s.journal_id
       where s.seq is null or n is null or j.id is null or leaf_hash(j) is distinct from s.leaf
          or j.recorded_at < prev.sealed_at - interval '1 hour'
          or j.recorded_at < headed::timestamp at time zone 'Asia/Shanghai'
       order by 2;

    if (select merkle_root(array_agg(s.leaf order by s.seq)) from seal s where s.height = b.height)
       is distinct from b.root then
      return query select b.height, null::bigint, null::uuid, 'root';
    end if;
    if b.hash is distinct from block_hash(b.prev_hash, b.root, b.height, b.first_seq, b.last_seq) then
      return query select b.height, null::bigint, null::uuid, 'hash';
    end if;
    prev := b;
  end loop;

  return query
    select s.height, s.seq, s.journal_id, 'seal_stray'
      from seal s left join block k on k.height = s.height
     where k.height is null and s.height >= p_from and (p_to is null or s.height <= p_to)
     order by s.seq;
end $$;

create index seal_height on seal (height);

-- ---------------------------------------------------------------------------------------------------------------------
-- Rights

grant select on head, last_check to shanhuo_app, ledger_auditor;
grant execute on function verify_chain, publish_head, record_check to shanhuo_app;
grant execute on function verify_chain, head_text to ledger_auditor;

reset role;
reset search_path;
