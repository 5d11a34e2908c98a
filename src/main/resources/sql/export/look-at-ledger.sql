-- Up to where each export was looked at. A new one begins now. So does one whose timetable was changed,
-- or that was in no configuration, if nobody has looked at it for some minutes: what would have been
-- due meanwhile was never promised. Of living instances with different exports the one that was started last
-- looks, whoever has none gives way to those who have, and nobody looks before others can see him. A paused
-- one keeps its place: what became due meanwhile was missed when it goes on, and its policy decides.
with counts as materialized (
  select me.run_id
    from bridge.instance me
   where me.run_id = cast(:#run_id as uuid)
     and not exists (select 1
                       from bridge.instance other
                      where other.exports <> coalesce(me.exports, '')
                        and other.seen_at > now() - cast(:#silent_ms as bigint) * interval '1 millisecond'
                        and (me.exports is null
                             or (other.started_at, other.run_id) > (me.started_at, me.run_id)))
), wanted as (
  select w.name, w.timetable
    from jsonb_to_recordset(cast(:#exports as jsonb)) as w (name text, timetable text)
   where exists (select 1 from counts)
), gone as (
  update bridge.export_ledger
     set gone_since = now()
   where gone_since is null
     and exists (select 1 from counts)
     and export not in (select name from wanted)
), kept as (
  insert into bridge.export_ledger as l (export, timetable, covered_until, reached)
  select name, timetable, now(), date_trunc('second', now())
    from wanted
   order by name
  on conflict (export) do update
     set timetable     = excluded.timetable,
         gone_since    = null,
         covered_until = case when l.covered_until < now() - interval '10 minutes'
                                   and (l.timetable <> excluded.timetable
                                        or l.gone_since < now() - interval '10 minutes')
                              then now() else l.covered_until end
   where l.timetable <> excluded.timetable
      or l.gone_since is not null
  returning export, covered_until, reached
)
select w.name as export, now() as now,
       coalesce(k.covered_until, l.covered_until) as covered_until,
       coalesce(k.reached, l.reached) as reached,
       cast(coalesce(k.covered_until, l.covered_until) as text) as covered_text,
       cast(coalesce(k.reached, l.reached) as text) as reached_text
  from wanted w
  left join kept k on k.export = w.name
  left join bridge.export_ledger l on l.export = w.name
 where not exists (select 1 from bridge.pause p where p.name = 'export/' || w.name)
 order by w.name
