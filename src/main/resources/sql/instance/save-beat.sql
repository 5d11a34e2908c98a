-- This instance lives, and takes what the living ones have left of the limit, at most its equal part.
-- Whoever comes new gets nothing until the others have said with their next beat that they take less:
-- the sum never exceeds the limit. A second process of this name is told by a beat since our start: one
-- that was killed beats no more.
with other as (
  select run_id, name, request_rate, seen_at
    from bridge.instance
   where run_id <> cast(:#run_id as uuid)
     and seen_at > statement_timestamp() - cast(:#silent_ms as bigint) * interval '1 millisecond'
), share as (
  select count(*) + 1 as instances,
         greatest(0, least(cast(:#limit as double precision) / (count(*) + 1),
                           cast(:#limit as double precision) - coalesce(sum(request_rate), 0))) as request_rate
    from other
), beat as (
  insert into bridge.instance as i (run_id, name, version, request_rate, started_at, seen_at)
  select cast(:#run_id as uuid), :#name, :#version, request_rate, statement_timestamp(), statement_timestamp()
    from share
  on conflict (run_id) do update
     set request_rate = excluded.request_rate,
         seen_at      = excluded.seen_at
  returning i.name, i.request_rate, i.started_at
), gone as (
  delete from bridge.instance
   where run_id <> cast(:#run_id as uuid)
     and seen_at < statement_timestamp() - cast(:#silent_ms as bigint) * interval '1 millisecond'
)
select share.instances,
       beat.request_rate,
       exists (select 1
                 from other
                where other.name = beat.name
                  and other.seen_at > beat.started_at) as is_double
  from share, beat
