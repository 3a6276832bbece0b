-- An alliance's own split rule, for the goods of its members that have none of their own and whose cooperative has none:
-- drafted by one of its people, approved by another, like a cooperative's.

alter table split_rule_proposal
  alter column cooperative_id drop not null,
  add column alliance_id text,
  drop constraint split_rule_proposal_code,
  add constraint split_rule_proposal_owner
    check (num_nonnulls(cooperative_id, alliance_id) = 1 and (product_id is null or cooperative_id is not null)),
  add constraint split_rule_proposal_code check (rule_code =
    coalesce('product:' || product_id, 'cooperative:' || cooperative_id, 'alliance:' || alliance_id));
CREATE INDEX "split_rule_proposal_alliance_id_drafted_at_idx" ON "split_rule_proposal"("alliance_id", "drafted_at");

create or replace function split_rule_proposal_steps() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'RULE_NOT_A_DRAFT %', new.id using errcode = '23514'; end if;
    return new;
  end if;
  if tg_op = 'DELETE' or old.state not in ('draft', 'proposed')
     or (new.id, new.rule_code, new.cooperative_id, new.alliance_id, new.product_id, new.base_version_id, new.author_id, new.author_name,
         new.drafted_at)
          is distinct from
        (old.id, old.rule_code, old.cooperative_id, old.alliance_id, old.product_id, old.base_version_id, old.author_id, old.author_name,
         old.drafted_at)
  then
    raise exception 'RULE_PROPOSAL_KEPT %', old.id using errcode = '42501';
  end if;
  -- What is decided is what was proposed.
  if old.state = 'proposed'
     and (new.body, new.effective_on, new.reason, new.proposed_at, new.report)
           is distinct from
         (old.body, old.effective_on, old.reason, old.proposed_at, old.report) then
    raise exception 'RULE_PROPOSAL_KEPT %', old.id using errcode = '42501';
  end if;
  if old.state = 'draft' and new.state not in ('draft', 'proposed', 'withdrawn')
     or old.state = 'proposed' and new.state not in ('approved', 'refused', 'withdrawn') then
    raise exception 'RULE_STEP % to %', old.state, new.state using errcode = '23514';
  end if;
  return new;
end $$;
