-- Two ways around the lock of a closed month (docs/decisions/026-a-month-closes-with-its-numbers.md).
set role ledger_owner;
set search_path = ledger, pg_catalog;

-- A transaction whose snapshot is older than a month's end does not see that the month has ended: it would wait for
-- close_period() and then post to what it closed. At read committed each statement of the trigger looks anew.
create function tg_posting_looks_anew() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception 'LEDGER_ISOLATION %', current_setting('transaction_isolation') using errcode = '25001';
  end if;
  return null;
end $$;
create trigger posting_looks_anew before insert on posting
  for each statement execute function tg_posting_looks_anew();

-- Who holds balances posts afterwards, and post() waits for the book before it waits for balances. So must this, or it
-- and one who holds the whole book (hold_book) would each wait for what the other has.
create or replace function hold_balances(p_books text[], p_codes text[]) returns table (book text, code text, net bigint)
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(7302, touched.id)
     from (select b.id from book b where b.code = any (p_books) order by 1) touched;
  -- An account nobody has posted to has no row yet, and what is not there can't be locked.
  insert into balance (account_id)
  select a.id from unnest(p_books, p_codes) w(book, code)
    join book b on b.code = w.book join account a on a.book_id = b.id and a.code = w.code and a.mode = 'sync'
   order by a.id
      on conflict (account_id) do nothing;
  perform 1 from balance n
   where n.account_id in (
     select a.id from unnest(p_books, p_codes) w(book, code)
       join book b on b.code = w.book join account a on a.book_id = b.id and a.code = w.code)
   order by n.account_id for update;
  return query
    select b.code, a.code, n.dr - n.cr
      from unnest(p_books, p_codes) w(book, code)
      join book b on b.code = w.book
      join account a on a.book_id = b.id and a.code = w.code and a.mode = 'sync'
      join balance n on n.account_id = a.id;
end $$;

reset role;
reset search_path;
