-- The ledger: one append-only set of books per legal entity, in a PostgreSQL schema of its own (docs/decisions/006).
-- Design, invariants I1-I15 and their tests: server/ledger/README.md. Runs on PostgreSQL 15 and newer.
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
grant usage on schema ledger to shanhuo_app, ledger_auditor;
set search_path = ledger, pg_catalog;

create type acct_type as enum ('asset','liability','equity','income','expense','cost');
create type floor_kind as enum ('none','no_credit','no_debit');        -- none | Dr balance may not go <0 | Cr balance may not go <0
create type balance_mode as enum ('sync','deferred');                  -- sync: row lock on the posting path; deferred: folded later (hot, no floor)

-- one statutory set of books per legal entity
create table book (
  id            int generated always as identity primary key,
  code          text not null unique check (code ~ '^[a-z0-9-]{1,40}$'),
  name          text not null,
  regime        text not null check (regime in ('platform','coop-2021-37','collective-2023-14','household-subledger'))
);

create table account (
  id            bigint generated always as identity primary key,
  book_id       int not null references book,
  code          text not null check (code ~ '^[0-9]{3,4}([.][A-Za-z0-9-]{1,40})*$'),   -- statutory head (3 digits rural, 4 digits enterprise) + own detail path
  name          text not null,
  type          acct_type not null,
  currency      text not null check (currency ~ '^[A-Z]{3}$'),                        -- never blank (cf. blnk #173)
  floor         floor_kind not null default 'none',
  mode          balance_mode not null default 'sync',
  party_id      uuid,                                                                 -- opaque; names live outside the ledger (PIPL)
  unique (book_id, code, currency),
  unique (id, book_id, currency),
  check (not (mode = 'deferred' and floor <> 'none'))
);

create table period (
  book_id   int not null references book,
  ym        char(7) not null check (ym ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  closed_at timestamptz,
  primary key (book_id, ym)
);

create table journal (
  id             uuid primary key,                       -- client-chosen = first half of idempotency
  idem_key       text not null unique check (length(idem_key) between 1 and 200),
  idem_hash      bytea not null check (octet_length(idem_hash) = 32),   -- sha256 of the canonical request: same key + other body = error
  kind           text not null,
  effective_date date not null,                          -- 业务日期
  recorded_at    timestamptz not null default clock_timestamp(),
  xid            xid8 not null default pg_current_xact_id(),
  lines          smallint not null check (lines between 2 and 2000),
  source_type    text not null, source_id text not null,
  reverses_id    uuid references journal,
  rule_version   uuid,
  actor          text not null,
  memo           text not null default '',
  meta           jsonb not null default '{}'
);
create index journal_source on journal (source_type, source_id);
create unique index journal_one_full_reversal on journal (reverses_id) where kind = 'reversal';

-- amount: minor units (分), debit > 0, credit < 0
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

create table balance (
  account_id bigint primary key references account,
  dr bigint not null default 0 check (dr >= 0),
  cr bigint not null default 0 check (cr >= 0),
  version bigint not null default 0
) with (fillfactor = 50);
create table balance_delta (                             -- unfolded increments of 'deferred' accounts
  id bigint generated always as identity primary key,
  account_id bigint not null, dr bigint not null, cr bigint not null
);
create table turnover_day (                              -- per account, per 业务日期: as-of balances and 科目余额表 without scanning postings
  account_id bigint not null, day date not null, dr bigint not null, cr bigint not null,
  primary key (account_id, day)
) with (fillfactor = 50);

-- seal log: global order, hash chain, Merkle root per block. journal is never updated.
create table seal_queue (journal_id uuid primary key references journal);
create table block (
  height bigint primary key, prev_hash bytea not null, root bytea not null, hash bytea not null unique,
  first_seq bigint not null, last_seq bigint not null, sealed_at timestamptz not null default clock_timestamp()
);
create table seal (seq bigint primary key, journal_id uuid not null unique references journal, leaf bytea not null, height bigint not null references block);

-- I1 balanced, I2 complete, I3 same transaction, I4 currency/book carried by FK, I5 open period: one check per statement
create function tg_posting_check() returns trigger language plpgsql set search_path = ledger, pg_catalog as $$
declare bad record;
begin
  select journal_id, book_id, currency, sum(amount) s into bad
    from new_rows group by 1,2,3 having sum(amount) <> 0 limit 1;
  if found then raise exception 'LEDGER_UNBALANCED journal=% book=% % sum=%', bad.journal_id, bad.book_id, bad.currency, bad.s using errcode='23514'; end if;
  select j.id into bad from (select journal_id, count(*) c, min(line) lo, max(line) hi from new_rows group by 1) n
    join journal j on j.id = n.journal_id
    where j.lines <> n.c or n.lo <> 1 or n.hi <> n.c or j.xid <> pg_current_xact_id() limit 1;
  if found then raise exception 'LEDGER_INCOMPLETE journal=%', bad.id using errcode='23514'; end if;
  select n.journal_id into bad from new_rows n join journal j on j.id = n.journal_id where n.effective_date <> j.effective_date limit 1;
  if found then raise exception 'LEDGER_DATE journal=%', bad.journal_id using errcode='23514'; end if;
  select n.book_id, n.effective_date into bad from (select distinct book_id, effective_date from new_rows) n
    join period p on p.book_id = n.book_id and p.ym = to_char(n.effective_date,'YYYY-MM') where p.closed_at is not null limit 1;
  if found then raise exception 'LEDGER_PERIOD_CLOSED book=% date=%', bad.book_id, bad.effective_date using errcode='23514'; end if;
  return null;
end $$;
create trigger posting_check after insert on posting referencing new table as new_rows for each statement execute function tg_posting_check();

-- I6: a journal without postings cannot commit (the only row-level deferred trigger: one per journal, not per posting)
create function tg_journal_has_lines() returns trigger language plpgsql set search_path = ledger, pg_catalog as $$
begin
  if (select count(*) from ledger.posting where journal_id = new.id) <> new.lines then
    raise exception 'LEDGER_NO_LINES journal=%', new.id using errcode='23514'; end if;
  return null;
end $$;
create constraint trigger journal_has_lines after insert on journal deferrable initially deferred for each row execute function tg_journal_has_lines();

-- I7: append-only for everybody, the owner included
create function tg_append_only() returns trigger language plpgsql as $$
begin raise exception 'LEDGER_APPEND_ONLY % on %', tg_op, tg_table_name using errcode='42501'; end $$;
do $$ declare t text; begin
  foreach t in array array['journal','posting','block','seal'] loop
    execute format('create trigger %I_ao before update or delete on ledger.%I for each row execute function ledger.tg_append_only()', t, t);
    execute format('create trigger %I_at before truncate on ledger.%I for each statement execute function ledger.tg_append_only()', t, t);
  end loop; end $$;

-- 科目余额表 (trial balance) for a book and a date range; reproducible at a block height because turnover_day only moves in seal_block
create function trial_balance(p_book int, p_from date, p_to date)
returns table (code text, name text, open_dr numeric, open_cr numeric, turn_dr numeric, turn_cr numeric, close_dr numeric, close_cr numeric)
language sql stable set search_path = ledger, pg_catalog as $$
  select a.code, a.name, greatest(o,0), greatest(-o,0), d, c, greatest(o+d-c,0), greatest(-(o+d-c),0)
    from account a join lateral (
      select coalesce(sum(dr-cr) filter (where day < p_from),0) o, coalesce(sum(dr) filter (where day between p_from and p_to),0) d,
             coalesce(sum(cr) filter (where day between p_from and p_to),0) c
        from turnover_day t where t.account_id = a.id and t.day <= p_to) t on true
   where a.book_id = p_book and (o <> 0 or d <> 0 or c <> 0) order by a.code $$;

-- Books and accounts are opened once and never changed: the same request again is the same row, another one is an error.
create function open_book(p_code text, p_name text, p_regime text) returns int
language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare found_id int;
begin
  insert into book (code, name, regime) values (p_code, p_name, p_regime) on conflict (code) do nothing;
  select id into found_id from book where code = p_code and regime = p_regime;
  if not found then raise exception 'LEDGER_BOOK_DIFFERS code=%', p_code using errcode = '23505'; end if;
  return found_id;
end $$;

create function open_account(
  p_book text, p_code text, p_name text, p_type acct_type, p_floor floor_kind, p_mode balance_mode, p_party uuid
) returns bigint
language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare found_id bigint; owner_id int;
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

-- After this the month takes no entries. There is no way back: corrections post in an open month.
create function close_period(p_book text, p_ym char(7)) returns void
language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare owner_id int;
begin
  select id into owner_id from book where code = p_book;
  if not found then raise exception 'LEDGER_UNKNOWN_BOOK code=%', p_book using errcode = '23503'; end if;
  insert into period (book_id, ym, closed_at) values (owner_id, p_ym, clock_timestamp())
    on conflict (book_id, ym) do update set closed_at = coalesce(period.closed_at, excluded.closed_at);
end $$;

-- The only write path: parallel arrays (unnest), any number of journals per call.
create function post(
  p_id uuid[], p_idem text[], p_hash bytea[], p_kind text[], p_date date[], p_src_type text[], p_src_id text[],
  p_reverses uuid[], p_rule uuid[], p_actor text[], p_memo text[], p_meta jsonb[],
  l_journal uuid[], l_line smallint[], l_account bigint[], l_amount bigint[]
) returns table (key text, journal_id uuid, replay boolean)
language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare bad record; fresh uuid[];
begin
  if exists (select 1 from unnest(p_id) i where not (i = any(l_journal))) or exists (select 1 from unnest(l_journal) i where not (i = any(p_id)))
     or cardinality(p_id) is distinct from cardinality(p_idem) or cardinality(l_journal) is distinct from cardinality(l_amount) then
    raise exception 'LEDGER_ORPHAN_LINES' using errcode='22023'; end if;
  select u.acc into bad from unnest(l_account) u(acc) left join account a on a.id = u.acc where a.id is null limit 1;
  if found then raise exception 'LEDGER_UNKNOWN_ACCOUNT id=%', bad.acc using errcode = '23503'; end if;
  -- idempotency: same key, same hash -> replay; same key, other hash -> error
  select q.k, j.idem_hash = q.h as same into bad from unnest(p_idem, p_hash) q(k,h) join journal j on j.idem_key = q.k where j.idem_hash <> q.h limit 1;
  if found then raise exception 'LEDGER_IDEMPOTENCY_MISMATCH key=%', bad.k using errcode='23505'; end if;

  with ins as (
    insert into journal (id, idem_key, idem_hash, kind, effective_date, lines, source_type, source_id, reverses_id, rule_version, actor, memo, meta)
    select h.id, h.k, h.hash, h.kind, h.d, n.c, h.st, h.si, h.rv, h.ru, h.a, h.m, h.x
      from unnest(p_id, p_idem, p_hash, p_kind, p_date, p_src_type, p_src_id, p_reverses, p_rule, p_actor, p_memo, p_meta)
           h(id,k,hash,kind,d,st,si,rv,ru,a,m,x)
      join (select u.j, count(*)::smallint c from unnest(l_journal) u(j) group by 1) n on n.j = h.id
     order by h.k
    on conflict (idem_key) do nothing
    returning id)
  select coalesce(array_agg(id), '{}') into fresh from ins;
  -- a concurrent twin may have won the race: its body must match too
  select q.k into bad from unnest(p_idem, p_hash) q(k,h) join journal j on j.idem_key = q.k where j.idem_hash <> q.h limit 1;
  if found then raise exception 'LEDGER_IDEMPOTENCY_MISMATCH key=%', bad.k using errcode='23505'; end if;

  if cardinality(fresh) > 0 then
    insert into posting (journal_id, line, book_id, account_id, currency, amount, effective_date)
    select l.j, l.n, a.book_id, a.id, a.currency, l.amt, h.d
      from unnest(l_journal, l_line, l_account, l_amount) l(j,n,acc,amt)
      join unnest(p_id, p_date) h(id,d) on h.id = l.j
      join account a on a.id = l.acc
     where l.j = any(fresh);

    -- floors live on sync accounts only; one UPDATE per account per call, always in account_id order (no deadlock)
    with d as (
      select l.acc, sum(greatest(l.amt,0))::bigint dr, sum(greatest(-l.amt,0))::bigint cr
        from unnest(l_journal, l_account, l_amount) l(j,acc,amt) join account a on a.id = l.acc
       where l.j = any(fresh) and a.mode = 'sync' group by 1)
    insert into balance as b (account_id, dr, cr, version) select acc, dr, cr, 1 from d order by acc
    on conflict (account_id) do update set dr = b.dr + excluded.dr, cr = b.cr + excluded.cr, version = b.version + 1;

    select a.id, a.code, b.dr - b.cr as net into bad from (select distinct x.acc from unnest(l_account) x(acc)) t
      join account a on a.id = t.acc join balance b on b.account_id = a.id
     where (a.floor = 'no_credit' and b.dr < b.cr) or (a.floor = 'no_debit' and b.cr < b.dr) limit 1;
    if found then raise exception 'LEDGER_FLOOR account=% net=%', bad.code, bad.net using errcode='23514'; end if;

    insert into balance_delta (account_id, dr, cr)
      select l.acc, sum(greatest(l.amt,0)), sum(greatest(-l.amt,0))
        from unnest(l_journal, l_account, l_amount) l(j,acc,amt) join account a on a.id = l.acc
       where l.j = any(fresh) and a.mode = 'deferred' group by 1;

    insert into seal_queue select unnest(fresh);
  end if;
  return query select q.k, j.id, not (j.id = any(fresh)) from unnest(p_idem) q(k) join journal j on j.idem_key = q.k;
end $$;

create function fold_deltas(p_max int default 100000) returns bigint language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare n bigint;
begin
  with gone as (delete from balance_delta where id in (select id from balance_delta order by id limit p_max for update skip locked) returning account_id, dr, cr),
       s as (select account_id, sum(dr)::bigint dr, sum(cr)::bigint cr, count(*) c from gone group by 1),
       up as (insert into balance as b (account_id, dr, cr, version) select account_id, dr, cr, 1 from s order by account_id
              on conflict (account_id) do update set dr=b.dr+excluded.dr, cr=b.cr+excluded.cr, version=b.version+1 returning 1)
  select coalesce(sum(c),0) into n from s;
  return n;
end $$;

create view balance_now as
  select a.id account_id, a.book_id, a.code, a.currency,
         coalesce(b.dr,0) + coalesce(d.dr,0) dr, coalesce(b.cr,0) + coalesce(d.cr,0) cr
    from account a left join balance b on b.account_id = a.id
    left join lateral (select sum(dr)::bigint dr, sum(cr)::bigint cr from balance_delta x where x.account_id = a.id) d on a.mode = 'deferred';

-- canonical, unambiguous leaf bytes: every field length-prefixed (no delimiter to smuggle), postings in line order
create function lp(t text) returns bytea language sql immutable strict as $$ select int4send(octet_length(convert_to(t,'UTF8'))) || convert_to(t,'UTF8') $$;
create function leaf_bytes(j journal, lines_bytes bytea) returns bytea language sql immutable set search_path = ledger, pg_catalog as $$
  select sha256('\x00'::bytea || uuid_send(j.id) || lp(j.idem_key) || j.idem_hash || lp(j.kind) || lp(to_char(j.effective_date,'YYYY-MM-DD'))
    || lp(to_char(j.recorded_at at time zone 'UTC','YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || lp(j.source_type) || lp(j.source_id)
    || coalesce(uuid_send(j.reverses_id), '\x'::bytea) || '\x7c'::bytea || coalesce(uuid_send(j.rule_version), '\x'::bytea)
    || lp(j.actor) || lp(j.memo) || sha256(convert_to(j.meta::text,'UTF8')) || int2send(j.lines) || lines_bytes) $$;
create function line_bytes(p posting) returns bytea language sql immutable as $$
  select int2send(p.line) || int4send(p.book_id) || int8send(p.account_id) || convert_to(p.currency,'UTF8') || int8send(p.amount) $$;   -- fixed 25 bytes
create function leaf_hash(j journal) returns bytea language sql stable set search_path = ledger, pg_catalog as $$
  select leaf_bytes(j, (select string_agg(line_bytes(p), ''::bytea order by p.line) from posting p where p.journal_id = j.id)) $$;

-- RFC 6962 tree hash, iterative (largest power of two split == pairwise with promoted odd node)
create function merkle_root(leaves bytea[]) returns bytea language plpgsql immutable as $$
declare cur bytea[] := leaves; nxt bytea[]; i int; n int;
begin
  if coalesce(cardinality(cur),0) = 0 then return sha256(''::bytea); end if;
  while cardinality(cur) > 1 loop
    nxt := '{}'; n := cardinality(cur); i := 1;
    while i <= n loop
      if i < n then nxt := nxt || sha256('\x01'::bytea || cur[i] || cur[i+1]); else nxt := nxt || cur[i]; end if;
      i := i + 2;
    end loop;
    cur := nxt;
  end loop;
  return cur[1];
end $$;

create function seal_block(p_max int default 1000) returns bigint language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare h0 bytea; ht bigint; s0 bigint; ids uuid[]; lv bytea[]; rt bytea; hh bytea;
begin
  perform pg_advisory_xact_lock(7301, 1);
  select height, hash, last_seq into ht, h0, s0 from block order by height desc limit 1;
  if not found then ht := 0; h0 := sha256(convert_to('shanhuo-ledger-genesis-v1','UTF8')); s0 := 0; end if;
  with q as (delete from seal_queue where seal_queue.journal_id in (select sq.journal_id from seal_queue sq limit p_max for update skip locked) returning journal_id)
  select array_agg(journal_id) into ids from q;
  if ids is null then return 0; end if;
  select array_agg(x.id order by x.recorded_at, x.id), array_agg(x.leaf order by x.recorded_at, x.id) into ids, lv
    from (select j.id, j.recorded_at, leaf_bytes(j, b.bytes) leaf from journal j
            join (select p.journal_id, string_agg(line_bytes(p), ''::bytea order by p.line) bytes from posting p where p.journal_id = any(ids) group by 1) b on b.journal_id = j.id
           where j.id = any(ids)) x;
  insert into turnover_day as t (account_id, day, dr, cr)
    select account_id, effective_date, sum(greatest(amount,0)), sum(greatest(-amount,0)) from posting where journal_id = any(ids) group by 1,2 order by 1,2
    on conflict (account_id, day) do update set dr = t.dr + excluded.dr, cr = t.cr + excluded.cr;
  rt := merkle_root(lv);
  hh := sha256('\x02'::bytea || h0 || rt || int8send(ht+1) || int8send(s0+1) || int8send(s0+cardinality(ids)));
  insert into block (height, prev_hash, root, hash, first_seq, last_seq) values (ht+1, h0, rt, hh, s0+1, s0+cardinality(ids));
  insert into seal (seq, journal_id, leaf, height) select s0 + o, i, lv[o], ht+1 from unnest(ids) with ordinality u(i,o);
  return cardinality(ids);
end $$;

create function verify_chain() returns table (height bigint, problem text) language plpgsql security definer set search_path = ledger, pg_catalog as $$
declare b record; prev bytea := sha256(convert_to('shanhuo-ledger-genesis-v1','UTF8')); last bigint := 0; lv bytea[]; n bigint; x bigint;
begin
  for b in select * from block order by block.height loop
    if b.prev_hash <> prev then height := b.height; problem := 'prev_hash'; return next; end if;
    if b.first_seq <> last + 1 then height := b.height; problem := 'seq gap'; return next; end if;
    select array_agg(leaf_hash(j) order by s.seq), count(*), count(*) filter (where leaf_hash(j) <> s.leaf) into lv, n, x
      from seal s join journal j on j.id = s.journal_id where s.seq between b.first_seq and b.last_seq;
    if x > 0 then height := b.height; problem := x||' leaf mismatch'; return next; end if;
    if n <> b.last_seq - b.first_seq + 1 then height := b.height; problem := 'missing journal'; return next; end if;
    if merkle_root(lv) <> b.root or b.hash <> sha256('\x02'::bytea || b.prev_hash || b.root || int8send(b.height) || int8send(b.first_seq) || int8send(b.last_seq))
      then height := b.height; problem := 'root/hash'; return next; end if;
    prev := b.hash; last := b.last_seq;
  end loop;
end $$;

create view invariant_report as
  select 'I1 unbalanced journal' inv, count(*) bad from (select 1 from posting group by journal_id, book_id, currency having sum(amount) <> 0) q
  union all select 'I2 line count', count(*) from (select j.id from journal j left join posting p on p.journal_id = j.id group by j.id, j.lines having count(p.*) <> j.lines) q
  union all select 'I8 balance = sum(postings)', count(*) from (
      select n.account_id from balance_now n left join (select account_id, sum(greatest(amount,0)) dr, sum(greatest(-amount,0)) cr from posting group by 1) p using (account_id)
      where n.dr <> coalesce(p.dr,0) or n.cr <> coalesce(p.cr,0)) q
  union all select 'I9 global zero', count(*) from (select currency from posting group by 1 having sum(amount) <> 0) q
  union all select 'I11 turnover_day = sealed postings', count(*) from (
      select coalesce(t.account_id, p.account_id) from turnover_day t full join
        (select account_id, effective_date as day, sum(greatest(amount,0)) dr, sum(greatest(-amount,0)) cr from posting where journal_id in (select journal_id from seal) group by 1,2) p
        using (account_id, day) where t.dr is distinct from p.dr or t.cr is distinct from p.cr) q
  union all select 'I10 unsealed older than 1 min', count(*) from seal_queue q join journal j on j.id = q.journal_id where j.recorded_at < now() - interval '1 minute';

grant select on all tables in schema ledger to shanhuo_app, ledger_auditor;
revoke all on all functions in schema ledger from public;
grant execute on function
  ledger.open_book, ledger.open_account, ledger.close_period, ledger.post, ledger.fold_deltas, ledger.seal_block,
  ledger.verify_chain, ledger.trial_balance
  to shanhuo_app;
grant execute on function
  ledger.verify_chain, ledger.trial_balance, ledger.leaf_hash, ledger.leaf_bytes, ledger.line_bytes, ledger.lp, ledger.merkle_root
  to ledger_auditor;

reset role;
reset search_path;
