-- What an accountant needs of the ledger: charts of accounts, months that close for good, voucher numbers, and reports
-- as of a block (docs/decisions/026-a-month-closes-with-its-numbers.md).
set role ledger_owner;
set search_path = ledger, pg_catalog;

-- ---------------------------------------------------------------------------------------------------------------------
-- Charts of accounts. A head means what its regime says: 321 is 资本公积 in a cooperative and 本年收益 in a collective.

create table chart (
  regime   text primary key,
  title    text not null,
  title_en text not null,
  -- whether each head was read in the ministry's own text. False: from a secondary source; every page says so.
  verified boolean not null
);

create table chart_head (
  regime  text not null references chart,
  head    text not null check (head ~ '^[0-9]{3,4}$'),
  name    text not null,
  name_en text not null,
  type    acct_type not null,
  -- where its balance normally is; `both`: each detail account is a claim or a debt of its own
  side    text not null check (side in ('debit', 'credit', 'both')),
  -- in the standard's table of accounts; false: named only by a note to it
  listed  boolean not null default true,
  primary key (regime, head)
);

insert into chart (regime, title, title_en, verified) values
  ('coop-2021-37', '农民专业合作社会计制度（财会〔2021〕37号）',
   'Accounting system of farmers’ specialised cooperatives (Caikuai [2021] No. 37)', true),
  ('collective-2023-14', '农村集体经济组织会计制度（财会〔2023〕14号）',
   'Accounting system of rural collective economic organisations (Caikuai [2023] No. 14)', false),
  -- The platform would keep an enterprise chart; until an accountant has chosen one it has the cooperative's heads.
  ('platform', '平台账（暂用合作社科目）', 'Platform (the cooperative’s heads, for now)', false);

insert into chart_head (regime, head, name, name_en, type, side, listed) values
  ('coop-2021-37', '101', '库存现金', 'Cash on hand', 'asset', 'debit', true),
  ('coop-2021-37', '102', '银行存款', 'Bank deposits', 'asset', 'debit', true),
  ('coop-2021-37', '109', '其他货币资金', 'Other monetary funds', 'asset', 'debit', false),
  ('coop-2021-37', '113', '应收款', 'Receivables', 'asset', 'debit', true),
  ('coop-2021-37', '114', '成员往来', 'Current accounts of members', 'asset', 'both', true),
  ('coop-2021-37', '121', '产品物资', 'Products and materials', 'asset', 'debit', true),
  ('coop-2021-37', '122', '包装物', 'Packaging', 'asset', 'debit', false),
  ('coop-2021-37', '124', '委托加工物资', 'Goods sent out for processing', 'asset', 'debit', true),
  ('coop-2021-37', '125', '委托代销商品', 'Goods consigned to others', 'asset', 'debit', true),
  ('coop-2021-37', '127', '受托代购商品', 'Goods bought on commission', 'asset', 'debit', true),
  ('coop-2021-37', '128', '受托代销商品', 'Goods held on consignment', 'asset', 'debit', true),
  ('coop-2021-37', '131', '对外投资', 'Investments', 'asset', 'debit', true),
  ('coop-2021-37', '141', '消耗性生物资产', 'Consumable biological assets', 'asset', 'debit', true),
  ('coop-2021-37', '142', '生产性生物资产', 'Productive biological assets', 'asset', 'debit', true),
  ('coop-2021-37', '143', '生产性生物资产累计折旧', 'Depreciation of productive biological assets', 'asset', 'credit', true),
  ('coop-2021-37', '144', '公益性生物资产', 'Public-benefit biological assets', 'asset', 'debit', true),
  ('coop-2021-37', '151', '固定资产', 'Fixed assets', 'asset', 'debit', true),
  ('coop-2021-37', '152', '累计折旧', 'Accumulated depreciation', 'asset', 'credit', true),
  ('coop-2021-37', '153', '在建工程', 'Construction in progress', 'asset', 'debit', true),
  ('coop-2021-37', '154', '固定资产清理', 'Disposal of fixed assets', 'asset', 'debit', true),
  ('coop-2021-37', '161', '无形资产', 'Intangible assets', 'asset', 'debit', true),
  ('coop-2021-37', '162', '累计摊销', 'Accumulated amortisation', 'asset', 'credit', true),
  ('coop-2021-37', '171', '长期待摊费用', 'Long-term deferred expenses', 'asset', 'debit', true),
  ('coop-2021-37', '181', '待处理财产损溢', 'Property gains and losses to be settled', 'asset', 'debit', true),
  ('coop-2021-37', '201', '短期借款', 'Short-term loans', 'liability', 'credit', true),
  ('coop-2021-37', '211', '应付款', 'Payables', 'liability', 'credit', true),
  ('coop-2021-37', '212', '应付工资', 'Wages payable', 'liability', 'credit', true),
  ('coop-2021-37', '213', '应付劳务费', 'Labour fees payable', 'liability', 'credit', true),
  ('coop-2021-37', '214', '应交税费', 'Taxes payable', 'liability', 'credit', true),
  ('coop-2021-37', '215', '应付利息', 'Interest payable', 'liability', 'credit', true),
  ('coop-2021-37', '221', '应付盈余返还', 'Patronage refunds payable', 'liability', 'credit', true),
  ('coop-2021-37', '222', '应付剩余盈余', 'Remaining surplus payable', 'liability', 'credit', true),
  ('coop-2021-37', '231', '长期借款', 'Long-term loans', 'liability', 'credit', true),
  ('coop-2021-37', '235', '专项应付款', 'Special payables', 'liability', 'credit', true),
  ('coop-2021-37', '301', '股金', 'Members’ contributions', 'equity', 'credit', true),
  ('coop-2021-37', '311', '专项基金', 'Special fund', 'equity', 'credit', true),
  ('coop-2021-37', '321', '资本公积', 'Capital reserve', 'equity', 'credit', true),
  ('coop-2021-37', '322', '盈余公积', 'Surplus reserve', 'equity', 'credit', true),
  ('coop-2021-37', '331', '本年盈余', 'Surplus of the year', 'equity', 'credit', true),
  ('coop-2021-37', '332', '盈余分配', 'Distribution of surplus', 'equity', 'credit', true),
  ('coop-2021-37', '401', '生产成本', 'Production costs', 'cost', 'debit', true),
  ('coop-2021-37', '501', '经营收入', 'Operating income', 'income', 'credit', true),
  ('coop-2021-37', '502', '其他收入', 'Other income', 'income', 'credit', true),
  ('coop-2021-37', '511', '投资收益', 'Investment income', 'income', 'credit', true),
  ('coop-2021-37', '521', '经营支出', 'Operating expenses', 'expense', 'debit', true),
  ('coop-2021-37', '522', '税金及附加', 'Taxes and surcharges', 'expense', 'debit', true),
  ('coop-2021-37', '523', '管理费用', 'Administrative expenses', 'expense', 'debit', true),
  ('coop-2021-37', '524', '财务费用', 'Financial expenses', 'expense', 'debit', true),
  ('coop-2021-37', '529', '其他支出', 'Other expenses', 'expense', 'debit', true),
  ('coop-2021-37', '531', '所得税费用', 'Income tax', 'expense', 'debit', true),

  ('collective-2023-14', '101', '库存现金', 'Cash on hand', 'asset', 'debit', true),
  ('collective-2023-14', '102', '银行存款', 'Bank deposits', 'asset', 'debit', true),
  ('collective-2023-14', '111', '短期投资', 'Short-term investments', 'asset', 'debit', true),
  ('collective-2023-14', '112', '应收款', 'Receivables', 'asset', 'debit', true),
  ('collective-2023-14', '113', '内部往来', 'Internal current accounts', 'asset', 'both', true),
  ('collective-2023-14', '121', '库存物资', 'Materials in stock', 'asset', 'debit', true),
  ('collective-2023-14', '131', '消耗性生物资产', 'Consumable biological assets', 'asset', 'debit', true),
  ('collective-2023-14', '132', '生产性生物资产', 'Productive biological assets', 'asset', 'debit', true),
  ('collective-2023-14', '133', '生产性生物资产累计折旧', 'Depreciation of productive biological assets', 'asset', 'credit', true),
  ('collective-2023-14', '134', '公益性生物资产', 'Public-benefit biological assets', 'asset', 'debit', true),
  ('collective-2023-14', '141', '长期投资', 'Long-term investments', 'asset', 'debit', true),
  ('collective-2023-14', '151', '固定资产', 'Fixed assets', 'asset', 'debit', true),
  ('collective-2023-14', '152', '累计折旧', 'Accumulated depreciation', 'asset', 'credit', true),
  ('collective-2023-14', '153', '在建工程', 'Construction in progress', 'asset', 'debit', true),
  ('collective-2023-14', '154', '固定资产清理', 'Disposal of fixed assets', 'asset', 'debit', true),
  ('collective-2023-14', '161', '无形资产', 'Intangible assets', 'asset', 'debit', true),
  ('collective-2023-14', '162', '累计摊销', 'Accumulated amortisation', 'asset', 'credit', true),
  ('collective-2023-14', '171', '长期待摊费用', 'Long-term deferred expenses', 'asset', 'debit', true),
  ('collective-2023-14', '181', '待处理财产损溢', 'Property gains and losses to be settled', 'asset', 'debit', true),
  ('collective-2023-14', '201', '短期借款', 'Short-term loans', 'liability', 'credit', true),
  ('collective-2023-14', '211', '应付款', 'Payables', 'liability', 'credit', true),
  ('collective-2023-14', '212', '应付工资', 'Wages payable', 'liability', 'credit', true),
  ('collective-2023-14', '213', '应付劳务费', 'Labour fees payable', 'liability', 'credit', true),
  ('collective-2023-14', '214', '应交税费', 'Taxes payable', 'liability', 'credit', true),
  ('collective-2023-14', '221', '长期借款及应付款', 'Long-term loans and payables', 'liability', 'credit', true),
  ('collective-2023-14', '231', '一事一议资金', 'Funds raised case by case', 'liability', 'credit', true),
  ('collective-2023-14', '241', '专项应付款', 'Special payables', 'liability', 'credit', true),
  ('collective-2023-14', '301', '资本', 'Capital', 'equity', 'credit', true),
  ('collective-2023-14', '311', '公积公益金', 'Reserve and welfare fund', 'equity', 'credit', true),
  ('collective-2023-14', '321', '本年收益', 'Income of the year', 'equity', 'credit', true),
  ('collective-2023-14', '322', '收益分配', 'Distribution of income', 'equity', 'credit', true),
  ('collective-2023-14', '401', '生产（劳务）成本', 'Production and labour costs', 'cost', 'debit', true),
  ('collective-2023-14', '501', '经营收入', 'Operating income', 'income', 'credit', true),
  ('collective-2023-14', '502', '投资收益', 'Investment income', 'income', 'credit', true),
  ('collective-2023-14', '503', '补助收入', 'Subsidies', 'income', 'credit', true),
  ('collective-2023-14', '504', '其他收入', 'Other income', 'income', 'credit', true),
  ('collective-2023-14', '511', '经营支出', 'Operating expenses', 'expense', 'debit', true),
  ('collective-2023-14', '512', '税金及附加', 'Taxes and surcharges', 'expense', 'debit', true),
  ('collective-2023-14', '513', '管理费用', 'Administrative expenses', 'expense', 'debit', true),
  ('collective-2023-14', '514', '公益支出', 'Public-benefit expenses', 'expense', 'debit', true),
  ('collective-2023-14', '515', '其他支出', 'Other expenses', 'expense', 'debit', true),
  ('collective-2023-14', '521', '所得税费用', 'Income tax', 'expense', 'debit', true);

insert into chart_head (regime, head, name, name_en, type, side, listed)
select 'platform', head, name, name_en, type, side, false from chart_head where regime = 'coop-2021-37';

-- After the insert and not before: a request for an account that is there already is open_account()'s to compare.
create function tg_account_in_chart() returns trigger
language plpgsql set search_path = pg_catalog, ledger, pg_temp as $$
declare
  entry chart_head;
begin
  select h.* into entry
    from book b join chart_head h on h.regime = b.regime
   where b.id = new.book_id and h.head = split_part(new.code, '.', 1);
  if not found then
    raise exception 'LEDGER_NOT_IN_CHART book=% code=%', new.book_id, new.code using errcode = '23514';
  end if;
  if new.type <> entry.type and not (entry.side = 'both' and new.type in ('asset', 'liability')) then
    raise exception 'LEDGER_ACCOUNT_TYPE code=% type=%', new.code, new.type using errcode = '23514';
  end if;
  return null;
end $$;
create trigger account_in_chart after insert on account for each row execute function tg_account_in_chart();

-- ---------------------------------------------------------------------------------------------------------------------
-- Reports as of a block

-- Turnover by day with only what blocks 1 to p_height hold; null: with all that is sealed. What was sealed later is
-- taken off again, so a recent block costs little.
create function turnover_at(p_book int, p_height bigint)
returns table (account_id bigint, day date, dr bigint, cr bigint)
language sql stable set search_path = pg_catalog, ledger, pg_temp as $$
  select t.account_id, t.day, t.dr, t.cr
    from account a join turnover_day t on t.account_id = a.id where a.book_id = p_book
  union all
  select p.account_id, p.effective_date, -greatest(p.amount, 0), -greatest(-p.amount, 0)
    from seal s join posting p on p.journal_id = s.journal_id
   where p_height is not null and p.book_id = p_book
     and s.seq > (select coalesce(max(b.last_seq), 0) from block b where b.height <= p_height) $$;

drop function trial_balance(int, date, date);
-- 科目余额表 of a book and a range of days, of sealed journals only: the same at the same block for ever.
create function trial_balance(p_book int, p_from date, p_to date, p_height bigint default null)
returns table (
  code text, name text, type acct_type,
  open_dr numeric, open_cr numeric, turn_dr numeric, turn_cr numeric, close_dr numeric, close_cr numeric)
language sql stable set search_path = pg_catalog, ledger, pg_temp as $$
  select a.code, a.name, a.type, greatest(o, 0), greatest(-o, 0), d, c, greatest(o + d - c, 0), greatest(-(o + d - c), 0)
    from (
      select t.account_id,
             coalesce(sum(t.dr - t.cr) filter (where t.day < p_from), 0) as o,
             coalesce(sum(t.dr) filter (where t.day >= p_from), 0) as d,
             coalesce(sum(t.cr) filter (where t.day >= p_from), 0) as c
        from turnover_at(p_book, p_height) t where t.day <= p_to group by 1
    ) t
    join account a on a.id = t.account_id
   where o <> 0 or d <> 0 or c <> 0
   order by a.code $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Voucher numbers (记账凭证号): 1, 2, 3 … in a book's month, in the sealed order. A later seal only ever adds numbers
-- at the end; closing the month writes them down.

-- null in months that were closed before this was kept
alter table period
  add column closed_by text,
  add column vouchers  int,
  add column height    bigint references block;

create table voucher (
  book_id    int not null,
  ym         char(7) not null,
  number     int not null check (number > 0),
  journal_id uuid not null references journal,
  primary key (book_id, ym, number),
  unique (journal_id, book_id),
  foreign key (book_id, ym) references period
);

-- by the sealed order, whether the month is closed or not
create function sealed_vouchers(p_book int, p_ym char(7))
returns table (number int, journal_id uuid, seq bigint, height bigint)
language sql stable set search_path = pg_catalog, ledger, pg_temp as $$
  select row_number() over (order by s.seq)::int, s.journal_id, s.seq, s.height
    from seal s
   where s.journal_id in (
     select p.journal_id from account a join posting p on p.account_id = a.id
      where a.book_id = p_book
        and p.effective_date >= to_date(p_ym, 'YYYY-MM')
        and p.effective_date < to_date(p_ym, 'YYYY-MM') + interval '1 month') $$;

create function vouchers(p_book int, p_ym char(7))
returns table (number int, journal_id uuid, seq bigint, height bigint)
language sql stable set search_path = pg_catalog, ledger, pg_temp as $$
  select v.number, v.journal_id, s.seq, s.height
    from voucher v join seal s on s.journal_id = v.journal_id
   where v.book_id = p_book and v.ym = p_ym
  union all
  select v.number, v.journal_id, v.seq, v.height
    from sealed_vouchers(p_book, p_ym) v
   where not exists (select 1 from period c where c.book_id = p_book and c.ym = p_ym and c.vouchers is not null) $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Closing

-- A row closes its month and every month before it: an entry in an earlier one would change what was carried forward.
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
    join period p on p.book_id = n.book_id and p.ym >= to_char(n.effective_date, 'YYYY-MM') limit 1;
  if found then
    raise exception 'LEDGER_PERIOD_CLOSED book=% date=%', bad.book_id, bad.effective_date using errcode = '23514';
  end if;
  return null;
end $$;

drop function close_period(text, char);
-- After this the month, and all before it, take no entries. There is no way back: corrections are posted in an open
-- month. What is posted is sealed first, and its numbers are written down. @returns whether this call closed it
create function close_period(p_book text, p_ym char(7), p_by text, p_today date) returns boolean
language plpgsql security definer set search_path = pg_catalog, ledger, pg_temp as $$
declare
  owner_id int;
  first_day date := to_date(p_ym, 'YYYY-MM');
  open_since date;
begin
  select id into owner_id from book where code = p_book;
  if not found then raise exception 'LEDGER_UNKNOWN_BOOK code=%', p_book using errcode = '23503'; end if;
  -- The month that is going on would take the shop's sales down with it.
  if p_today < first_day + interval '1 month' then
    raise exception 'LEDGER_MONTH_NOT_OVER book=% month=%', p_book, p_ym using errcode = '23514';
  end if;
  perform pg_advisory_xact_lock(7302, owner_id); -- waits for those who are posting to the book, and keeps others out
  if exists (select 1 from period c where c.book_id = owner_id and c.ym >= p_ym) then return false; end if;

  select coalesce(to_date(max(c.ym), 'YYYY-MM') + interval '1 month', '-infinity')::date into open_since
    from period c where c.book_id = owner_id;
  if exists (select 1 from account a join posting p on p.account_id = a.id
              where a.book_id = owner_id and p.effective_date >= open_since and p.effective_date < first_day) then
    raise exception 'LEDGER_EARLIER_MONTH_OPEN book=% month=%', p_book, p_ym using errcode = '23514';
  end if;

  while exists (select 1 from seal_queue q join posting p on p.journal_id = q.journal_id where p.book_id = owner_id) loop
    perform seal_block();
  end loop;
  insert into period (book_id, ym, closed_at, closed_by, vouchers, height)
  values (owner_id, p_ym, clock_timestamp(), p_by, (select count(*) from sealed_vouchers(owner_id, p_ym)),
          (select max(b.height) from block b));
  insert into voucher (book_id, ym, number, journal_id)
  select owner_id, p_ym, v.number, v.journal_id from sealed_vouchers(owner_id, p_ym) v;
  return true;
end $$;

do $$
declare
  kept text;
begin
  foreach kept in array array['chart', 'chart_head', 'voucher'] loop
    execute format(
      'create trigger %I before update or delete on ledger.%I for each row execute function ledger.tg_append_only()',
      kept || '_append_only', kept);
    execute format(
      'create trigger %I before truncate on ledger.%I for each statement execute function ledger.tg_append_only()',
      kept || '_never_truncated', kept);
  end loop;
end $$;

-- Beside invariant_report, and as it: all zero, always.
create view closing_report as
  select 'P1 voucher number other than the sealed order of its closed month' as inv, count(*) as bad
    from period c
    cross join lateral (
      select coalesce(v.number, w.number) as number from (select * from voucher x where x.book_id = c.book_id and x.ym = c.ym) v
        full join sealed_vouchers(c.book_id, c.ym) w using (number, journal_id)
       where v.book_id is null or w.seq is null) q
   where c.vouchers is not null
  union all
  select 'P2 recorded after its month, or a later one, was closed', count(*)
    from posting p
    join journal j on j.id = p.journal_id
    join period c on c.book_id = p.book_id and c.ym >= to_char(p.effective_date, 'YYYY-MM')
   where j.recorded_at > c.closed_at
  union all
  select 'P3 account whose head or type is not in its book''s chart', count(*)
    from account a join book b on b.id = a.book_id
    left join chart_head h on h.regime = b.regime and h.head = split_part(a.code, '.', 1)
   where h.head is null or (a.type <> h.type and not (h.side = 'both' and a.type in ('asset', 'liability')));

grant select on chart, chart_head, voucher, closing_report to shanhuo_app, ledger_auditor;
grant execute on function close_period to shanhuo_app;
grant execute on function trial_balance, turnover_at, vouchers, sealed_vouchers to shanhuo_app, ledger_auditor;

reset role;
reset search_path;
