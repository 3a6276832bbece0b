-- The ledger: one append-only set of books per legal entity, in a PostgreSQL schema of its own (docs/decisions/006).
-- The invariants I1-I11 that comments here name are those of server/ledger/README.md. Runs on PostgreSQL 15 and newer.
--
-- Three roles, none of which can log in. ledger_owner owns everything here and is never used at run time;
-- shanhuo_app (the application) may read and call the write functions; ledger_auditor may read and verify.
-- Roles belong to the whole cluster: another database, or a migration beside this one, may have made them already.
do $$
declare wanted text;
begin
  foreach wanted in array array['ledger_owner', 'ledger_auditor', 'shanhuo_app'] loop
    begin
      execute format('create role %I nologin', wanted);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
  begin
    execute format('grant ledger_owner to %I', current_user);
  exception
    -- two migrations at once grant the same thing: one of them finds the catalogue row changed
    when others then
      if not pg_has_role(current_user, 'ledger_owner', 'member') then raise; end if;
  end;
end $$;

create schema ledger authorization ledger_owner;
set role ledger_owner;
-- PostgreSQL lets everybody call a new function. Here nobody may until a grant says so, in later migrations too.
alter default privileges revoke execute on functions from public;
grant usage on schema ledger to shanhuo_app, ledger_auditor;
set search_path = ledger, pg_catalog;

-- Every function below that names a table fixes its search_path and puts pg_temp LAST. Left out, pg_temp is searched
-- first: the application could make a temporary table `balance` and have post() check floors against that.

-- ---------------------------------------------------------------------------------------------------------------------
-- Books and accounts

create type acct_type as enum ('asset', 'liability', 'equity', 'income', 'expense', 'cost');
-- no_credit: the debit balance may not go below zero; no_debit: the credit balance may not.
create type floor_kind as enum ('none', 'no_credit', 'no_debit');
-- sync: the balance's row is locked while posting, so that a floor can be kept.
-- deferred: increments are appended and folded later; for hot accounts, which then are no queue and have no floor.
create type balance_mode as enum ('sync', 'deferred');

-- One statutory set of books per legal entity. Codes mean different things in different regimes.
create table book (
  id     int generated always as identity primary key,
  code   text not null unique check (code ~ '^[a-z0-9-]{1,40}$'),
  name   text not null,
  regime text not null check (regime in ('platform', 'coop-2021-37', 'collective-2023-14', 'household-subledger'))
);

create table account (
  id       bigint generated always as identity primary key,
  book_id  int not null references book,
  -- statutory head (3 digits rural, 4 digits enterprise), then our own detail path
  code     text not null check (code ~ '^[0-9]{3,4}([.][A-Za-z0-9-]{1,40})*$'),
  name     text not null,
  type     acct_type not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  floor    floor_kind not null default 'none',
  mode     balance_mode not null default 'sync',
  party_id uuid, -- opaque: names live outside the ledger, so that forgetting one does not touch it
  unique (book_id, code, currency),
  unique (id, book_id, currency), -- what a posting refers to (I4)
  check (not (mode = 'deferred' and floor <> 'none'))
);

-- A row is a closed month. There are no rows of open ones.
create table period (
  book_id   int not null references book,
  ym        char(7) not null check (ym ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  closed_at timestamptz not null,
  primary key (book_id, ym)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Journals and their lines

create table journal (
  id             uuid primary key,
  idem_key       text not null unique check (length(idem_key) between 1 and 200),
  -- SHA-256 of the request: the same key with another body is an error (I9)
  idem_hash      bytea not null check (octet_length(idem_hash) = 32),
  kind           text not null,
  effective_date date not null check (isfinite(effective_date)), -- 业务日期
  recorded_at    timestamptz not null default clock_timestamp(),
  xid            xid8 not null default pg_current_xact_id(), -- lines may be added in this transaction only (I2)
  lines          smallint not null check (lines between 2 and 2000),
  source_type    text not null,
  source_id      text not null,
  reverses_id    uuid references journal,
  rule_version   uuid,
  actor          text not null,
  memo           text not null default '',
  meta           jsonb not null default '{}'
);
create index journal_source on journal (source_type, source_id);
create unique index journal_one_full_reversal on journal (reverses_id) where kind = 'reversal';

-- Fen: debit positive, credit negative. The bound keeps every amount exact in JavaScript.
create table posting (
  journal_id     uuid not null references journal,
  line           smallint not null,
  book_id        int not null,
  account_id     bigint not null,
  currency       text not null,
  amount         bigint not null check (amount <> 0 and amount between -9000000000000000 and 9000000000000000),
  effective_date date not null,
  primary key (journal_id, line),
  foreign key (account_id, book_id, currency) references account (id, book_id, currency)
);
create index posting_account_date on posting (account_id, effective_date) include (amount);

-- ---------------------------------------------------------------------------------------------------------------------
-- What is computed from postings; invariant_report proves that it agrees with them

create table balance (
  account_id bigint primary key references account,
  dr         bigint not null default 0 check (dr >= 0),
  cr         bigint not null default 0 check (cr >= 0),
  version    bigint not null default 0
) with (fillfactor = 50);

-- increments of deferred accounts, until fold_deltas() has added them to `balance`
create table balance_delta (
  id         bigint generated always as identity primary key,
  account_id bigint not null,
  dr         bigint not null,
  cr         bigint not null
);

-- turnover by 业务日期: trial balances as of any day, without reading all postings
create table turnover_day (
  account_id bigint not null,
  day        date not null,
  dr         bigint not null,
  cr         bigint not null,
  primary key (account_id, day)
) with (fillfactor = 50);

-- ---------------------------------------------------------------------------------------------------------------------
-- The sealed order: blocks of journals, each with its Merkle root (RFC 6962), chained by hash. It lies beside the
-- journals, which are never updated. A queue and not "ids above the last": a low id may commit late.

create table seal_queue (journal_id uuid primary key references journal);

create table block (
  height    bigint primary key,
  prev_hash bytea not null,
  root      bytea not null,
  hash      bytea not null unique,
  first_seq bigint not null,
  last_seq  bigint not null,
  sealed_at timestamptz not null default clock_timestamp()
);

create table seal (
  seq        bigint primary key,
  journal_id uuid not null unique references journal,
  leaf       bytea not null,
  height     bigint not null references block
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Guards. They hold for the owner too; a superuser who disables them is found by verify_chain().

-- I1, I2, I3 for all lines of one statement at once: a check per row would run eight times per order.
create function tg_posting_check() returns trigger
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
declare
  bad record;
begin
  select journal_id, book_id, currency, sum(amount) as total into bad
    from new_rows group by 1, 2, 3 having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'LEDGER_UNBALANCED journal=% book=% % sum=%', bad.journal_id, bad.book_id, bad.currency, bad.total
      using errcode = '23514';
  end if;

  select j.id into bad
    from (select journal_id, count(*) as n, min(line) as first, max(line) as last from new_rows group by 1) added
    join journal j on j.id = added.journal_id
   where j.lines <> added.n or added.first <> 1 or added.last <> added.n or j.xid <> pg_current_xact_id() limit 1;
  if found then raise exception 'LEDGER_INCOMPLETE journal=%', bad.id using errcode = '23514'; end if;

  select n.journal_id into bad
    from new_rows n join journal j on j.id = n.journal_id where n.effective_date <> j.effective_date limit 1;
  if found then raise exception 'LEDGER_DATE journal=%', bad.journal_id using errcode = '23514'; end if;

  -- close_period() takes this lock alone. Without it a month could close between this look and our commit.
  perform pg_advisory_xact_lock_shared(7302, touched.book_id)
     from (select distinct book_id from new_rows order by 1) touched;
  select n.book_id, n.effective_date into bad
    from (select distinct book_id, effective_date from new_rows) n
    join period p on p.book_id = n.book_id and p.ym = to_char(n.effective_date, 'YYYY-MM') limit 1;
  if found then
    raise exception 'LEDGER_PERIOD_CLOSED book=% date=%', bad.book_id, bad.effective_date using errcode = '23514';
  end if;
  return null;
end $$;
create trigger posting_check after insert on posting
  referencing new table as new_rows for each statement execute function tg_posting_check();

-- I5: deferred, because the lines come after the journal. Once per journal, not per line.
create function tg_journal_has_lines() returns trigger
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if (select count(*) from posting where journal_id = new.id) <> new.lines then
    raise exception 'LEDGER_NO_LINES journal=%', new.id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger journal_has_lines after insert on journal
  deferrable initially deferred for each row execute function tg_journal_has_lines();

-- I6: what was written stays, and so does what it was written to: an account renamed is a past rewritten.
create function tg_append_only() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'LEDGER_APPEND_ONLY % on %', tg_op, tg_table_name using errcode = '42501';
end $$;
do $$
declare
  kept text;
begin
  foreach kept in array array['book', 'account', 'period', 'journal', 'posting', 'block', 'seal'] loop
    execute format(
      'create trigger %I before update or delete on ledger.%I for each row execute function ledger.tg_append_only()',
      kept || '_append_only', kept);
    execute format(
      'create trigger %I before truncate on ledger.%I for each statement execute function ledger.tg_append_only()',
      kept || '_never_truncated', kept);
  end loop;
end $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Opening and closing

-- Books and accounts are opened once and never change: the same request again is the same row, another is an error.
create function open_book(p_code text, p_name text, p_regime text) returns int
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  found_id int;
begin
  insert into book (code, name, regime) values (p_code, p_name, p_regime) on conflict (code) do nothing;
  select id into found_id from book where code = p_code and regime = p_regime;
  if not found then raise exception 'LEDGER_BOOK_DIFFERS code=%', p_code using errcode = '23505'; end if;
  return found_id;
end $$;

create function open_account(
  p_book text, p_code text, p_name text, p_type acct_type, p_floor floor_kind, p_mode balance_mode, p_party uuid
) returns bigint
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  found_id bigint;
  owner_id int;
begin
  select id into owner_id from book where code = p_book;
  if not found then raise exception 'LEDGER_UNKNOWN_BOOK code=%', p_book using errcode = '23503'; end if;
  insert into account (book_id, code, name, type, currency, floor, mode, party_id)
    values (owner_id, p_code, p_name, p_type, 'CNY', p_floor, p_mode, p_party)
    on conflict (book_id, code, currency) do nothing;
  select id into found_id from account
   where book_id = owner_id and code = p_code and currency = 'CNY'
     and type = p_type and floor = p_floor and mode = p_mode and party_id is not distinct from p_party;
  if not found then raise exception 'LEDGER_ACCOUNT_DIFFERS book=% code=%', p_book, p_code using errcode = '23505'; end if;
  return found_id;
end $$;

-- After this the month takes no entries. There is no way back: corrections are posted in an open month.
create function close_period(p_book text, p_ym char(7)) returns void
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  owner_id int;
begin
  select id into owner_id from book where code = p_book;
  if not found then raise exception 'LEDGER_UNKNOWN_BOOK code=%', p_book using errcode = '23503'; end if;
  perform pg_advisory_xact_lock(7302, owner_id); -- waits for those who are posting to the book, and keeps others out
  insert into period (book_id, ym, closed_at) values (owner_id, p_ym, clock_timestamp()) on conflict do nothing;
end $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Posting: the only way in. Arrays side by side, any number of journals a call; all of it or nothing.

create function post(
  p_id uuid[], p_idem text[], p_hash bytea[], p_kind text[], p_date date[], p_src_type text[], p_src_id text[],
  p_reverses uuid[], p_rule uuid[], p_actor text[], p_memo text[], p_meta jsonb[],
  l_journal uuid[], l_line smallint[], l_account bigint[], l_amount bigint[]
) returns table (key text, journal_id uuid, replay boolean)
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  bad record;
  fresh uuid[];
begin
  -- unnest() pads shorter arrays with nulls, and a join drops lines without a journal: neither may go unnoticed
  if exists (select unnest(p_id) except select unnest(l_journal))
     or exists (select unnest(l_journal) except select unnest(p_id))
     or (cardinality(p_id) <> any (array[cardinality(p_idem), cardinality(p_hash), cardinality(p_kind),
          cardinality(p_date), cardinality(p_src_type), cardinality(p_src_id), cardinality(p_reverses),
          cardinality(p_rule), cardinality(p_actor), cardinality(p_memo), cardinality(p_meta)])) is not false
     or (cardinality(l_journal) <> any (array[cardinality(l_line), cardinality(l_account), cardinality(l_amount)])) is not false
  then
    raise exception 'LEDGER_ORPHAN_LINES' using errcode = '22023';
  end if;

  select u.acc into bad from unnest(l_account) u(acc) left join account a on a.id = u.acc where a.id is null limit 1;
  if found then raise exception 'LEDGER_UNKNOWN_ACCOUNT id=%', bad.acc using errcode = '23503'; end if;

  with ins as (
    insert into journal (id, idem_key, idem_hash, kind, effective_date, lines, source_type, source_id, reverses_id,
                         rule_version, actor, memo, meta)
    select h.id, h.k, h.hash, h.kind, h.d, n.lines, h.st, h.si, h.rv, h.ru, h.a, h.m, h.x
      from unnest(p_id, p_idem, p_hash, p_kind, p_date, p_src_type, p_src_id, p_reverses, p_rule, p_actor, p_memo, p_meta)
           h(id, k, hash, kind, d, st, si, rv, ru, a, m, x)
      join (select u.j, count(*)::smallint as lines from unnest(l_journal) u(j) group by 1) n on n.j = h.id
     order by h.k -- two calls that share keys wait for each other in one order
        on conflict (idem_key) do nothing
    returning id)
  select coalesce(array_agg(id), '{}') into fresh from ins;

  -- Known keys, and those that a concurrent twin won just now: the same body is a replay, another an error (I9).
  select q.k into bad
    from unnest(p_idem, p_hash) q(k, hash) join journal j on j.idem_key = q.k where j.idem_hash <> q.hash limit 1;
  if found then raise exception 'LEDGER_IDEMPOTENCY_MISMATCH key=%', bad.k using errcode = '23505'; end if;

  if cardinality(fresh) > 0 then
    insert into posting (journal_id, line, book_id, account_id, currency, amount, effective_date)
    select l.j, l.n, a.book_id, a.id, a.currency, l.amount, h.d
      from unnest(l_journal, l_line, l_account, l_amount) l(j, n, acc, amount)
      join unnest(p_id, p_date) h(id, d) on h.id = l.j
      join account a on a.id = l.acc
     where l.j = any (fresh);

    -- One update per account and call, always in the order of account ids: transfers that cross do not deadlock.
    with change as (
      select l.acc, sum(greatest(l.amount, 0))::bigint as dr, sum(greatest(-l.amount, 0))::bigint as cr
        from unnest(l_journal, l_account, l_amount) l(j, acc, amount) join account a on a.id = l.acc
       where l.j = any (fresh) and a.mode = 'sync' group by 1)
    insert into balance as b (account_id, dr, cr, version)
    select acc, dr, cr, 1 from change order by acc
        on conflict (account_id) do update
       set dr = b.dr + excluded.dr, cr = b.cr + excluded.cr, version = b.version + 1;

    -- I7, under the row locks that the update above took
    select a.code, b.dr - b.cr as net into bad
      from (select distinct u.acc from unnest(l_account) u(acc)) touched
      join account a on a.id = touched.acc
      join balance b on b.account_id = a.id
     where (a.floor = 'no_credit' and b.dr < b.cr) or (a.floor = 'no_debit' and b.cr < b.dr) limit 1;
    if found then raise exception 'LEDGER_FLOOR account=% net=%', bad.code, bad.net using errcode = '23514'; end if;

    insert into balance_delta (account_id, dr, cr)
    select l.acc, sum(greatest(l.amount, 0)), sum(greatest(-l.amount, 0))
      from unnest(l_journal, l_account, l_amount) l(j, acc, amount) join account a on a.id = l.acc
     where l.j = any (fresh) and a.mode = 'deferred' group by 1;

    insert into seal_queue select unnest(fresh);
  end if;

  return query
    select q.k, j.id, not (j.id = any (fresh)) from unnest(p_idem) q(k) join journal j on j.idem_key = q.k;
end $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Folding

-- skip locked: several folders share the work instead of queueing
create function fold_deltas(p_max int default 100000) returns bigint
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  folded bigint;
begin
  with gone as (
    delete from balance_delta
     where id in (select id from balance_delta order by id limit p_max for update skip locked)
    returning account_id, dr, cr),
  change as (
    select account_id, sum(dr)::bigint as dr, sum(cr)::bigint as cr, count(*) as n from gone group by 1),
  added as (
    insert into balance as b (account_id, dr, cr, version)
    select account_id, dr, cr, 1 from change order by account_id
        on conflict (account_id) do update
       set dr = b.dr + excluded.dr, cr = b.cr + excluded.cr, version = b.version + 1
    returning 1)
  select coalesce(sum(n), 0) into folded from change;
  return folded;
end $$;

-- balances with everything posted, folded or not
create view balance_now as
  select a.id as account_id, a.book_id, a.code, a.currency,
         coalesce(b.dr, 0) + coalesce(d.dr, 0) as dr, coalesce(b.cr, 0) + coalesce(d.cr, 0) as cr
    from account a
    left join balance b on b.account_id = a.id
    left join lateral (
      select sum(x.dr)::bigint as dr, sum(x.cr)::bigint as cr from balance_delta x where x.account_id = a.id
    ) d on a.mode = 'deferred';

-- 科目余额表 of a book and a range of days. It counts sealed journals only, so it is reproducible at a block's height.
create function trial_balance(p_book int, p_from date, p_to date)
returns table (
  code text, name text,
  open_dr numeric, open_cr numeric, turn_dr numeric, turn_cr numeric, close_dr numeric, close_cr numeric)
language sql stable set search_path = pg_catalog, ledger, pg_temp as $$
  select a.code, a.name, greatest(o, 0), greatest(-o, 0), d, c, greatest(o + d - c, 0), greatest(-(o + d - c), 0)
    from account a
    join lateral (
      select coalesce(sum(dr - cr) filter (where day < p_from), 0) as o,
             coalesce(sum(dr) filter (where day between p_from and p_to), 0) as d,
             coalesce(sum(cr) filter (where day between p_from and p_to), 0) as c
        from turnover_day t where t.account_id = a.id and t.day <= p_to
    ) t on true
   where a.book_id = p_book and (o <> 0 or d <> 0 or c <> 0)
   order by a.code $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Sealing

-- A leaf is SHA-256 of 0x00 and every field. Texts carry their length and optional ids a byte that says whether they
-- are there, so that no two journals spell the same bytes. A line names its book and account by code, type and party:
-- what an account means is sealed with every line on it.
create function lp(t text) returns bytea language sql stable strict as $$
  select int4send(octet_length(convert_to(t, 'UTF8'))) || convert_to(t, 'UTF8') $$;
create function maybe(id uuid) returns bytea language sql immutable as $$
  select case when id is null then '\x00'::bytea else '\x01'::bytea || uuid_send(id) end $$;

-- Called for every line, so it must be inlined: a function that sets its search_path is not. Hence qualified names.
create function line_bytes(p posting, a account, book_code text) returns bytea language sql stable as $$
  select int2send(p.line) || ledger.lp(book_code) || ledger.lp(a.code) || ledger.lp(a.type::text)
      || ledger.maybe(a.party_id) || ledger.lp(p.currency) || int8send(p.amount) $$;

create function leaf_bytes(j journal, lines_bytes bytea) returns bytea
language sql stable set search_path = pg_catalog, ledger, pg_temp as $$
  select sha256('\x00'::bytea || uuid_send(j.id) || lp(j.idem_key) || j.idem_hash || lp(j.kind)
    || lp(to_char(j.effective_date, 'YYYY-MM-DD'))
    || lp(to_char(j.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || lp(j.source_type) || lp(j.source_id) || maybe(j.reverses_id) || maybe(j.rule_version)
    || lp(j.actor) || lp(j.memo) || sha256(convert_to(j.meta::text, 'UTF8')) || int2send(j.lines) || lines_bytes) $$;

-- one journal's leaf as it reads now; null when it has no lines
create function leaf_hash(j journal) returns bytea
language sql stable set search_path = pg_catalog, ledger, pg_temp as $$
  select leaf_bytes(j, (
    select string_agg(line_bytes(p, a, k.code), ''::bytea order by p.line)
      from posting p join account a on a.id = p.account_id join book k on k.id = p.book_id
     where p.journal_id = j.id)) $$;

-- RFC 6962 tree hash. Pairing neighbours and promoting the odd one gives the same tree as splitting at powers of two.
create function merkle_root(leaves bytea[]) returns bytea
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  level bytea[] := leaves;
  above bytea[];
begin
  if coalesce(cardinality(level), 0) = 0 then return sha256(''::bytea); end if;
  while cardinality(level) > 1 loop
    above := '{}';
    for i in 1 .. cardinality(level) by 2 loop
      above := above || case when i < cardinality(level) then sha256('\x01'::bytea || level[i] || level[i + 1]) else level[i] end;
    end loop;
    level := above;
  end loop;
  return level[1];
end $$;

create function block_hash(prev_hash bytea, root bytea, height bigint, first_seq bigint, last_seq bigint) returns bytea
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select sha256('\x02'::bytea || prev_hash || root || int8send(height) || int8send(first_seq) || int8send(last_seq)) $$;

create function genesis() returns bytea language sql immutable set search_path = pg_catalog, pg_temp as $$
  select sha256(convert_to('shanhuo-ledger-genesis-v1', 'UTF8')) $$;

-- Seals up to p_max waiting journals into one block. @returns how many. One sealer at a time; others wait and go on.
create function seal_block(p_max int default 1000) returns bigint
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  prev block;
  ids uuid[];
  leaves bytea[];
  tree bytea;
begin
  perform pg_advisory_xact_lock(7301, 1);
  select * into prev from block order by height desc limit 1;
  if not found then
    prev.height := 0;
    prev.hash := genesis();
    prev.last_seq := 0;
  end if;

  with taken as (
    delete from seal_queue q
     where q.journal_id in (select journal_id from seal_queue limit p_max for update skip locked)
    returning q.journal_id)
  select array_agg(journal_id) into ids from taken;
  if ids is null then return 0; end if;

  select array_agg(j.id order by j.recorded_at, j.id),
         array_agg(leaf_bytes(j, l.bytes) order by j.recorded_at, j.id) into ids, leaves
    from journal j
    join (
      select p.journal_id, string_agg(line_bytes(p, a, k.code), ''::bytea order by p.line) as bytes
        from posting p join account a on a.id = p.account_id join book k on k.id = p.book_id
       where p.journal_id = any (ids) group by 1
    ) l on l.journal_id = j.id;

  insert into turnover_day as t (account_id, day, dr, cr)
  select account_id, effective_date, sum(greatest(amount, 0)), sum(greatest(-amount, 0))
    from posting where journal_id = any (ids) group by 1, 2 order by 1, 2
      on conflict (account_id, day) do update set dr = t.dr + excluded.dr, cr = t.cr + excluded.cr;

  tree := merkle_root(leaves);
  insert into block (height, prev_hash, root, hash, first_seq, last_seq)
  values (prev.height + 1, prev.hash, tree,
          block_hash(prev.hash, tree, prev.height + 1, prev.last_seq + 1, prev.last_seq + cardinality(ids)),
          prev.last_seq + 1, prev.last_seq + cardinality(ids));
  insert into seal (seq, journal_id, leaf, height)
  select prev.last_seq + u.place, u.id, leaves[u.place], prev.height + 1 from unnest(ids) with ordinality u(id, place);
  return cardinality(ids);
end $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Proof

-- Recomputes every leaf and block from the journals. Comparisons are `is distinct from`: a journal whose lines are gone
-- has a null leaf, and a null that is compared with <> would pass.
create function verify_chain() returns table (height bigint, problem text)
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
#variable_conflict use_column
declare
  b block;
  prev block;
  leaves bytea[];
  found_n bigint;
  changed bigint;
begin
  prev.height := 0;
  prev.hash := genesis();
  prev.last_seq := 0;
  for b in select * from block order by block.height loop
    if b.prev_hash is distinct from prev.hash then return query select b.height, 'prev_hash'; end if;
    if b.height <> prev.height + 1 or b.first_seq <> prev.last_seq + 1 then return query select b.height, 'seq gap'; end if;

    select array_agg(x.now_leaf order by x.seq), count(*), count(*) filter (where x.now_leaf is distinct from x.leaf)
      into leaves, found_n, changed
      from (select s.seq, s.leaf, leaf_hash(j) as now_leaf
              from seal s join journal j on j.id = s.journal_id where s.height = b.height) x;
    if changed > 0 then return query select b.height, changed || ' leaf mismatch'; end if;
    if found_n <> b.last_seq - b.first_seq + 1 then return query select b.height, 'missing journal'; end if;
    if merkle_root(leaves) is distinct from b.root
       or b.hash is distinct from block_hash(b.prev_hash, b.root, b.height, b.first_seq, b.last_seq) then
      return query select b.height, 'root/hash';
    end if;
    prev := b;
  end loop;
  -- a block cut off the end leaves its seals
  return query select s.height, 'seal without its block'
    from seal s left join block on block.height = s.height
   where block.height is null or s.seq not between block.first_seq and block.last_seq group by 1;
end $$;

-- Counts what must not be: all zero, always. What the guards refuse is counted too, for the case that somebody had
-- the right to disable them.
create view invariant_report as
  select 'I1 unbalanced journal' as inv, count(*) as bad
    from (select 1 from posting group by journal_id, book_id, currency having sum(amount) <> 0) q
  union all
  select 'I2, I5 journal with other lines than it says', count(*)
    from (select j.id from journal j left join posting p on p.journal_id = j.id
           group by j.id, j.lines having count(p.line) <> j.lines) q
  union all
  select 'I3 line of another date than its journal', count(*)
    from posting p join journal j on j.id = p.journal_id where p.effective_date <> j.effective_date
  union all
  select 'I3 recorded in a month that was closed', count(*)
    from posting p
    join journal j on j.id = p.journal_id
    join period m on m.book_id = p.book_id and m.ym = to_char(p.effective_date, 'YYYY-MM')
   where j.recorded_at > m.closed_at
  union all
  select 'I4 line whose book or currency is not its account''s', count(*)
    from posting p left join account a on a.id = p.account_id
   where (a.book_id, a.currency) is distinct from (p.book_id, p.currency)
  union all
  select 'I7 account below its floor', count(*)
    from balance_now n join account a on a.id = n.account_id
   where (a.floor = 'no_credit' and n.dr < n.cr) or (a.floor = 'no_debit' and n.cr < n.dr)
  union all
  select 'I8 balance other than the sum of postings', count(*)
    from balance_now n
    left join (select account_id, sum(greatest(amount, 0)) as dr, sum(greatest(-amount, 0)) as cr
                 from posting group by 1) p using (account_id)
   where n.dr <> coalesce(p.dr, 0) or n.cr <> coalesce(p.cr, 0)
  union all
  select 'I10 journal neither sealed nor waiting, or waiting for over a minute', count(*)
    from journal j
    left join seal s on s.journal_id = j.id
    left join seal_queue q on q.journal_id = j.id
   where s.journal_id is null and (q.journal_id is null or j.recorded_at < now() - interval '1 minute')
  union all
  select 'I11 turnover other than the sum of sealed postings', count(*)
    from turnover_day t
    full join (select p.account_id, p.effective_date as day, sum(greatest(p.amount, 0)) as dr, sum(greatest(-p.amount, 0)) as cr
                 from posting p join seal s on s.journal_id = p.journal_id group by 1, 2) p using (account_id, day)
   where t.dr is distinct from p.dr or t.cr is distinct from p.cr;

-- ---------------------------------------------------------------------------------------------------------------------
-- Rights: reading, and the functions

grant select on all tables in schema ledger to shanhuo_app, ledger_auditor;
grant execute on function
  open_book, open_account, close_period, post, fold_deltas, seal_block, verify_chain, trial_balance
  to shanhuo_app;
grant execute on function
  verify_chain, trial_balance, leaf_hash, leaf_bytes, line_bytes, lp, maybe, merkle_root, block_hash, genesis
  to ledger_auditor;

reset role;
reset search_path;
