-- 点赞: who likes a live session. One a person, so that the number is of people and not of thumbs.

-- CreateTable
CREATE TABLE "live_like" (
    "live_session_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "liked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_like_pkey" PRIMARY KEY ("live_session_id","person_id")
);

-- AddForeignKey
ALTER TABLE "live_like" ADD CONSTRAINT "live_like_live_session_id_fkey" FOREIGN KEY ("live_session_id") REFERENCES "live_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

revoke update, delete, truncate on live_like from shanhuo_app;

-- A session is liked while it is on the air.
create function live_like_on_air() returns trigger language plpgsql as $$
begin
  if exists (
    select from liked left join live_session session on session.id = liked.live_session_id
    where session.state is distinct from 'live') then
    raise exception 'LIKE_NOT_LIVE' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger live_like_on_air after insert on live_like referencing new table as liked
  for each statement execute function live_like_on_air();

/*
 * Adds likes of people, one a person of a session that is on the air and stays so meanwhile; whoever likes it already,
 * as this visitor or as the person that the visitor is, does so still. Sorted, so that two nodes that add the same
 * people wait in one order. @returns of each that was asked whether the session is on the air, and whether it is new
 */
create function live_like_add(p_sessions text[], p_buyers text[], p_now timestamptz)
returns table (ord int, on_air boolean, added boolean) language sql as $$
  with asked as (
    select ord::int, live_session_id, buyer_id, flash_sale_person_of(buyer_id) as person_id
    from unnest(p_sessions, p_buyers) with ordinality as asked (live_session_id, buyer_id, ord)
  ), on_air as (
    select id from live_session where id = any (p_sessions) and state = 'live' for share
  ), added as (
    insert into live_like (live_session_id, person_id, liked_at)
    select distinct live_session_id, person_id, p_now
    from asked join on_air on on_air.id = asked.live_session_id
    where not exists (
      select from live_like known where known.live_session_id = asked.live_session_id
        and known.person_id in (asked.person_id, asked.buyer_id))
    order by live_session_id, person_id
    on conflict do nothing
    returning live_session_id, person_id
  )
  select asked.ord, on_air.id is not null, added.person_id is not null
  from asked left join on_air on on_air.id = asked.live_session_id
  left join added using (live_session_id, person_id)
$$;

-- What reports know of it: whoever likes is not told from a row of theirs.
create view report_live_session_like as
  select live_session_id, date_trunc('minute', liked_at) as minute, count(*)::int as likes
  from live_like group by live_session_id, date_trunc('minute', liked_at);
