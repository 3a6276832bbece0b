-- Payments by Stripe Connect: a transfer from the platform's balance to the party's own Stripe account.

alter table payout_account
  drop constraint payout_account_words,
  add constraint payout_account_words check (
    rail in ('bank', 'stripe') and holder_kind in ('person', 'organisation')
    and party_kind in ('household', 'cooperative', 'collective', 'platform')
    and (rail = 'bank' or party_kind <> 'platform')
    and length(trim(holder_name)) between 1 and 60 and last_four ~ '^[0-9A-Za-z]{4}$');

alter table payout_batch
  drop constraint payout_batch_rail,
  add constraint payout_batch_rail check (
    rail in ('bank_file', 'cash', 'stripe') and (bank is not null) = (rail = 'bank_file')
    and (bank is null or bank in ('icbc', 'boc', 'abc')));

-- As it was, but the account is one of the batch's own rail.
create or replace function payout_line_kept() returns trigger language plpgsql as $$
declare batch payout_batch;
begin
  if tg_op = 'DELETE' then raise exception 'PAYOUT_KEPT %', old.id using errcode = '42501'; end if;
  -- The batch first, as everybody takes it: two last lines must not both see another one held.
  select * into batch from payout_batch b where b.id = new.batch_id for update;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then raise exception 'PAYOUT_NOT_PROPOSED %', new.id using errcode = '23514'; end if;
    if batch.rail = 'cash' and (new.party_kind <> 'household' or new.account_id is not null) then
      raise exception 'PAYOUT_CASH_FOR_HOUSEHOLDS %', new.id using errcode = '23514'; end if;
    if batch.rail <> 'cash' and not exists (select from payout_account a
        where a.id = new.account_id and a.party_id = new.party_id and a.party_kind = new.party_kind
          and a.rail = case batch.rail when 'stripe' then 'stripe' else 'bank' end and a.ended_at is null)
    then raise exception 'PAYOUT_OTHER_ACCOUNT %', new.id using errcode = '23514'; end if;
    return new;
  end if;
  if (new.id, new.batch_id, new.number, new.party_id, new.party_kind, new.book_code, new.account_id, new.amount_fen)
      is distinct from
     (old.id, old.batch_id, old.number, old.party_id, old.party_kind, old.book_code, old.account_id, old.amount_fen)
    or (old.state, new.state) not in (('proposed', 'held'), ('held', 'settled'), ('held', 'returned'))
  then raise exception 'PAYOUT_KEPT %', old.id using errcode = '42501'; end if;
  if new.state = 'settled' and (batch.rail = 'cash') <> (new.witness_one is not null) then
    raise exception 'PAYOUT_NO_WITNESS %', new.id using errcode = '23514'; end if;
  if new.state = 'settled' and batch.rail <> 'cash' and new.reference is null then
    raise exception 'PAYOUT_NO_REFERENCE %', new.id using errcode = '23514'; end if;
  return new;
end $$;
