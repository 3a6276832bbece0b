-- A foreign key asks once for each line, and locks the row that it finds: sixteen times an order. What it promises is
-- kept with one look for each statement instead. No lock is needed, for accounts and journals are never changed or
-- deleted (I6): what was there stays.
set role ledger_owner;
set search_path = ledger, pg_catalog;

-- I1 to I5 for all lines of one statement at once.
create or replace function tg_posting_check() returns trigger
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

  select added.journal_id into bad
    from (select journal_id, count(*) as n, min(line) as first, max(line) as last from new_rows group by 1) added
    left join journal j on j.id = added.journal_id
   where (j.lines = added.n and added.first = 1 and added.last = added.n and j.xid = pg_current_xact_id()) is not true
   limit 1;
  if found then raise exception 'LEDGER_INCOMPLETE journal=%', bad.journal_id using errcode = '23514'; end if;

  select n.journal_id into bad
    from new_rows n join journal j on j.id = n.journal_id where n.effective_date <> j.effective_date limit 1;
  if found then raise exception 'LEDGER_DATE journal=%', bad.journal_id using errcode = '23514'; end if;

  select n.journal_id, n.account_id into bad
    from (select distinct journal_id, account_id, book_id, currency from new_rows) n
    left join account a on a.id = n.account_id
   where (a.book_id = n.book_id and a.currency = n.currency) is not true limit 1;
  if found then
    raise exception 'LEDGER_ACCOUNT journal=% account=%', bad.journal_id, bad.account_id using errcode = '23503';
  end if;

  -- close_period() takes this lock alone. Without it a month could close between this look and our commit.
  perform pg_advisory_xact_lock_shared(7302, touched.book_id)
     from (select distinct book_id from new_rows order by 1) touched;
  select n.book_id, n.effective_date into bad
    from (select distinct book_id, effective_date from new_rows) n
    join period p on p.book_id = n.book_id and p.ym >= to_char(n.effective_date, 'YYYY-MM') limit 1;
  if found then
    raise exception 'LEDGER_PERIOD_CLOSED book=% date=%', bad.book_id, bad.effective_date using errcode = '23514';
  end if;
  return null;
end $$;

alter table posting drop constraint posting_journal_id_fkey;
alter table posting drop constraint posting_account_id_book_id_currency_fkey;
alter table account drop constraint account_id_book_id_currency_key; -- only the foreign key asked for it

-- As it was, but that I2, I5 also finds lines whose journal is gone: to delete it somebody need no longer disable a
-- foreign key, only what keeps journals.
create or replace view invariant_report as
  select 'I1 unbalanced journal' as inv, count(*) as bad
    from (select 1 from posting group by journal_id, book_id, currency having sum(amount) <> 0) q
  union all
  select 'I2, I5 journal with other lines than it says', count(*)
    from (select 1 from journal j full join posting p on p.journal_id = j.id
           group by coalesce(j.id, p.journal_id), j.lines having count(p.line) is distinct from j.lines::bigint) q
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

reset role;
reset search_path;
