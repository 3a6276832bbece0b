-- Why a payment came back: in the words of a person or a bank, or, where it is the machine that says so, a code that each
-- page says in its reader's language. Until now the machine wrote Chinese words.

alter table payout_line add column "return_code" text;

-- Lines that came back are kept by a trigger from everybody, and their batch is counted by another; this changes neither.
alter table payout_line disable trigger user;
alter table payout_line drop constraint payout_line_reason;
update payout_line set reason = null, return_code = case
    when reason = 'Stripe 余额不足' then 'balance_insufficient'
    when reason = '银行未说明' then 'bank_silent'
    else substr(reason, length('Stripe 未转出：') + 1) end
  where reason in ('Stripe 余额不足', '银行未说明') or reason ~ '^Stripe 未转出：[a-z][a-z0-9_]{0,59}$';
alter table payout_line enable trigger user;

alter table payout_line
  add constraint payout_line_reason check (
    (state = 'returned') = (num_nonnulls(reason, return_code) = 1) and num_nonnulls(reason, return_code) < 2
    and (return_code is null or return_code ~ '^[a-z][a-z0-9_]{0,59}$'));
