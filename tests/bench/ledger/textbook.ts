// What a textbook has: a row an entry, a trigger for each row that refuses an order whose entries do not add up, a
// balance that is updated with every entry, one order a transaction. No keys that replay, no floors, no seal, no months.
import pg from 'pg'

const SCHEMA = `
  create schema textbook;
  create table textbook.account (id int primary key, balance bigint not null default 0) with (fillfactor = 50);
  create table textbook.entry (
    id bigint generated always as identity primary key,
    order_id uuid not null,
    account_id int not null references textbook.account,
    amount bigint not null,
    recorded_at timestamptz not null default now()
  );
  create index on textbook.entry (order_id);
  create index on textbook.entry (account_id, recorded_at);
  create function textbook.adds_up() returns trigger language plpgsql as $$
  begin
    if (select sum(amount) from textbook.entry where order_id = new.order_id) <> 0 then raise 'unbalanced'; end if;
    return null;
  end $$;
  create constraint trigger adds_up after insert on textbook.entry
    deferrable initially deferred for each row execute function textbook.adds_up();
  -- accounts come in one order, so that two orders do not wait for each other in a circle
  create function textbook.post(p_order uuid, p_accounts int[], p_amounts bigint[]) returns void language plpgsql as $$
  begin
    for at in 1 .. cardinality(p_accounts) loop
      insert into textbook.entry (order_id, account_id, amount) values (p_order, p_accounts[at], p_amounts[at]);
      update textbook.account set balance = balance + p_amounts[at] where id = p_accounts[at];
    end loop;
  end $$;
  grant usage on schema textbook to shanhuo_app;
  grant select, insert, update on all tables in schema textbook to shanhuo_app;`

/** @param accounts so many, numbered from 0 */
export async function openTextbook(url: string, accounts: number): Promise<void> {
  const owner = new pg.Client(url)
  await owner.connect()
  await owner.query(SCHEMA)
  await owner.query('insert into textbook.account (id) select generate_series(0, $1::int - 1)', [accounts])
  await owner.end()
}

/** @returns how many orders do not add up, and how many balances differ from their entries */
export async function textbookBroken({ pool }: { pool: pg.Pool }): Promise<number> {
  const { rows } = await pool.query<{ bad: string }>(`
    select (select count(*) from (select 1 from textbook.entry group by order_id having sum(amount) <> 0) q)
         + (select count(*) from textbook.account a left join (select account_id, sum(amount) as s from textbook.entry group by 1) e
              on e.account_id = a.id where a.balance <> coalesce(e.s, 0)) as bad`)
  return Number(rows[0]!.bad)
}
