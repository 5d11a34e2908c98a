-- This instance lives, and takes what the living ones have left of the limit, at most its equal part.
-- Whoever comes new gets nothing until the others have said with their next beat that they take less:
-- the sum never exceeds the limit. How schedules ran goes along, now and then and when there is news; what is
-- overdue keeps its time until it has run. What people want to have run is taken by one. A second process of
-- this name is told by a beat since our start: one that was killed beats no more. What was started later with
-- other exports is named.
with other as (
  select run_id, name, request_rate, started_at, seen_at, exports
    from bridge.instance
   where run_id <> cast(:#run_id as uuid)
     and seen_at > statement_timestamp() - cast(:#silent_ms as bigint) * interval '1 millisecond'
), share as (
  select count(*) + 1 as instances,
         greatest(0, least(cast(:#limit as double precision) / (count(*) + 1),
                           cast(:#limit as double precision) - coalesce(sum(request_rate), 0))) as request_rate
    from other
), beat as (
  insert into bridge.instance as i (run_id, name, version, request_rate, exports, started_at, seen_at)
  select cast(:#run_id as uuid), :#name, :#version, request_rate, cast(:#exports as text),
         coalesce(cast(:#started_at as timestamptz), statement_timestamp()), statement_timestamp()
    from share
  on conflict (run_id) do update
     set request_rate = excluded.request_rate,
         seen_at      = excluded.seen_at
  returning i.run_id, i.name, i.request_rate, i.started_at, i.exports
), ran as (
  insert into bridge.schedule as s (name, every_ms, cron, zone, pausable, wakeable, watched, seen_at, began_at,
                               ended_at, next_at, result, trouble, ended_by, served, served_result, served_trouble)
  select t.name, t.every_ms, t.cron, t.zone, t.pausable, t.wakeable, t.watched, statement_timestamp(),
         statement_timestamp() - t.began_ms * interval '1 millisecond',
         statement_timestamp() - t.ended_ms * interval '1 millisecond',
         coalesce(t.next_at, statement_timestamp() + (t.every_ms - t.ended_ms) * interval '1 millisecond'),
         t.result, t.trouble, beat.name, coalesce(t.served, 0), t.served_result, t.served_trouble
    from jsonb_to_recordset(cast(:#schedules as jsonb)) as t (
           name text, every_ms bigint, cron text, zone text, pausable boolean, wakeable boolean, watched boolean,
           began_ms bigint, ended_ms bigint, next_at timestamptz, result text, trouble text,
           served bigint, served_result text, served_trouble text)
   cross join beat
   order by t.name
  on conflict (name) do update
     set every_ms       = excluded.every_ms,
         cron           = excluded.cron,
         zone           = excluded.zone,
         pausable       = excluded.pausable,
         wakeable       = excluded.wakeable,
         watched        = excluded.watched,
         seen_at        = excluded.seen_at,
         began_at       = greatest(s.began_at, excluded.began_at),
         ended_at       = greatest(s.ended_at, excluded.ended_at),
         next_at        = case when s.next_at is null
                                    or (s.cron, s.zone, s.every_ms)
                                       is distinct from (excluded.cron, excluded.zone, excluded.every_ms)
                                    or excluded.ended_at > coalesce(s.ended_at, '-infinity') + interval '1 second'
                               then excluded.next_at else s.next_at end,
         result         = case when excluded.ended_at > coalesce(s.ended_at, '-infinity') + interval '1 second'
                               then excluded.result else s.result end,
         trouble        = case when excluded.ended_at > coalesce(s.ended_at, '-infinity') + interval '1 second'
                               then excluded.trouble else s.trouble end,
         ended_by       = case when excluded.ended_at > coalesce(s.ended_at, '-infinity') + interval '1 second'
                               then excluded.ended_by else s.ended_by end,
         missed_from    = case when excluded.began_at > greatest(s.ended_at, s.resumed_at)
                                                        + (2 * excluded.every_ms + 60000) * interval '1 millisecond'
                               then greatest(s.ended_at, s.resumed_at) else s.missed_from end,
         missed_to      = case when excluded.began_at > greatest(s.ended_at, s.resumed_at)
                                                        + (2 * excluded.every_ms + 60000) * interval '1 millisecond'
                               then excluded.began_at else s.missed_to end,
         served         = greatest(s.served, excluded.served),
         served_result  = case when excluded.served > s.served then excluded.served_result else s.served_result end,
         served_trouble = case when excluded.served > s.served then excluded.served_trouble else s.served_trouble end
), taken as (
  update bridge.schedule s
     set taken    = s.wanted,
         taken_at = statement_timestamp(),
         taken_by = beat.name
    from beat
   where s.wanted > s.taken
     and s.name = any (array(select jsonb_array_elements_text(cast(:#takes as jsonb))))
     and not exists (select 1 from bridge.pause p where p.name = s.name)
  returning s.name, s.wanted
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
                  and other.seen_at > beat.started_at) as is_double,
       (select coalesce(cast(jsonb_agg(p.name) as text), '[]') from bridge.pause p) as paused,
       (select coalesce(cast(jsonb_agg(jsonb_build_object('name', t.name, 'wanted', t.wanted)) as text), '[]')
          from taken t) as taken,
       cast(beat.started_at as text) as started_at,
       (select max(other.name)
          from other
         where other.exports <> beat.exports
           and (other.started_at, other.run_id) > (beat.started_at, beat.run_id)) as exports_of
  from share, beat
