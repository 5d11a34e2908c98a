-- The schedule goes on. The time of the pause is no time in which it was missed, and a moment of a timetable that
-- fell into it is past.
with gone as (
  delete from bridge.pause
   where name = :#name
     and paused_by is not null
  returning name, since, paused_by, reason
), resumed as (
  update bridge.schedule s
     set resumed_at = now(),
         next_at    = now() + s.every_ms * interval '1 millisecond'
    from gone g
   where s.name = g.name
)
select g.name, g.since as paused_at, g.paused_by, g.reason as pause_reason from gone g
