-- Split rules: versioned, effective-dated, never retroactive.
create extension if not exists btree_gist;

alter table split_rule_version
  add constraint split_rule_version_status check (status in ('draft', 'simulated', 'approved', 'active', 'retired')),
  add constraint split_rule_version_hash check (octet_length(body_hash) = 32),
  add constraint split_rule_version_span check (valid_to is null or valid_to > valid_from),
  -- What divides money was looked at by a second person.
  add constraint split_rule_version_two_people
    check (status in ('draft', 'simulated') or (approver is not null and approver <> author)),
  -- Exactly one rule at any instant.
  add constraint split_rule_version_one_at_a_time
    exclude using gist (rule_code with =, tstzrange(valid_from, valid_to) with &&)
    where (status in ('active', 'retired'));

-- A version that has divided money is what it was. It may be retired and its end may be set, each once: a status that
-- could go back to draft would make the rest of it editable.
create function split_rule_version_kept() returns trigger language plpgsql as $$
begin
  if old.status not in ('active', 'retired') then return case tg_op when 'DELETE' then old else new end; end if;
  if tg_op = 'DELETE' then
    raise exception 'SPLIT_RULE_KEPT % v%', old.rule_code, old.version using errcode = '42501';
  end if;
  if (new.id, new.rule_code, new.version, new.valid_from, new.body, new.body_hash, new.author, new.approver)
       is distinct from
     (old.id, old.rule_code, old.version, old.valid_from, old.body, old.body_hash, old.author, old.approver)
     or new.status not in (old.status, 'retired')
     or (old.valid_to is not null and new.valid_to is distinct from old.valid_to)
  then
    raise exception 'SPLIT_RULE_KEPT % v%', old.rule_code, old.version using errcode = '42501';
  end if;
  return new;
end $$;
create trigger split_rule_version_kept before update or delete on split_rule_version
  for each row execute function split_rule_version_kept();

-- A leg is refunded at most whole, and never below nothing; only the risk fund's may be negative.
alter table split_allocation
  add constraint split_allocation_kind check (
    party_kind in ('processor_fee', 'household', 'cooperative', 'collective', 'platform', 'risk_fund')),
  add constraint split_allocation_sign check (amount_fen >= 0 or party_kind = 'risk_fund'),
  add constraint split_allocation_refunded
    check (refunded_fen between least(0, amount_fen) and greatest(0, amount_fen));

-- What was allotted stays; only what of it was refunded grows.
create function split_allocation_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.order_line_id, new.party, new.party_kind, new.amount_fen, new.journal_id, new.rule_version_id)
          is distinct from
        (old.order_line_id, old.party, old.party_kind, old.amount_fen, old.journal_id, old.rule_version_id)
     or abs(new.refunded_fen) < abs(old.refunded_fen)
  then
    raise exception 'SPLIT_ALLOCATION_KEPT % %', old.order_line_id, old.party using errcode = '42501';
  end if;
  return new;
end $$;
create trigger split_allocation_kept before update or delete on split_allocation
  for each row execute function split_allocation_kept();
