-- A journal is of a day that has come (docs/LEDGER-TESTS.md 42). The day is the shop's; whether it has come the database
-- says by its own clock, with an hour between clocks that disagree.
set role ledger_owner;
set search_path = ledger, pg_catalog;

-- By how many days a shop's clock is ahead on purpose, as those of tests and rehearsals are. The owner says so; the
-- application can't. A real shop's is zero.
create table clock_ahead (
  only_one boolean primary key default true check (only_one),
  days     int not null check (days >= 0)
);
insert into clock_ahead (days) values (0);

create function tg_journal_date_has_come() returns trigger
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
begin
  if new.effective_date > ((clock_timestamp() + interval '1 hour') at time zone 'Asia/Shanghai')::date
                          + (select days from clock_ahead) then
    raise exception 'LEDGER_DATE_AHEAD journal=% date=%', new.id, new.effective_date using errcode = '23514';
  end if;
  return null;
end $$;
-- Asked of the rare journal that may be one: for all others nothing is called.
create trigger journal_date_has_come after insert on journal for each row
  when (new.effective_date > (clock_timestamp() at time zone 'Asia/Shanghai')::date)
  execute function tg_journal_date_has_come();

grant select on clock_ahead to shanhuo_app, ledger_auditor;

reset role;
reset search_path;
