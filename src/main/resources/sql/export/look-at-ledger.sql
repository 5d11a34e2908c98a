-- Up to where each export was looked at. A new one begins now. So does one whose timetable was changed,
-- or that was in no configuration, if nobody has looked at it for some minutes: what would have been
-- due meanwhile was never promised. While instances with different files run, each row keeps its place.
-- A paused one keeps it too: what became due meanwhile was missed when it goes on, and its policy decides.
with wanted as (
  select w.name, w.timetable
    from jsonb_to_recordset(cast(:#exports as jsonb)) as w (name text, timetable text)
), gone as (
  update bridge.export_ledger
     set gone_since = now()
   where gone_since is null
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
       cast(coalesce(k.covered_until, l.covered_until) as text) as covered_text
  from wanted w
  left join kept k on k.export = w.name
  left join bridge.export_ledger l on l.export = w.name
 where not exists (select 1 from bridge.pause p where p.name = 'export/' || w.name)
 order by w.name
