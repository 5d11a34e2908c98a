-- Where the journal is. A backup that was put back has other tables, a standby that was promoted another
-- timeline, a copy elsewhere another server: then what was written last may be missing, and restore mode
-- begins in this same statement. The first time only the place is noted.
with here as (
  select cast((select system_identifier from pg_control_system()) as text) as server,
         left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline,
         cast(cast(cast('bridge.order_journal' as regclass) as oid) as text) as journal
), before as (
  select p.server, p.timeline, p.journal, p.since from bridge.place p
), noted as (
  insert into bridge.place (server, timeline, journal)
  select server, timeline, journal from here
  on conflict (one) do update
     set server = excluded.server, timeline = excluded.timeline, journal = excluded.journal, since = now()
   where (place.server, place.timeline, place.journal)
         is distinct from (excluded.server, excluded.timeline, excluded.journal)
  returning server, timeline, journal
), moved as (
  select case when b.server <> n.server then 'the journal is on another server than before'
              when b.timeline <> n.timeline then 'the journal''s server was restored, or a standby was promoted'
              else 'the journal''s tables were made anew' end as reason
    from noted n
   cross join before b
), begun as (
  insert into bridge.restore (reason, since)
  select reason, now() - cast(:#window_ms as bigint) * interval '1 millisecond' from moved
  on conflict (one) do update
     set started_at = now(), reason = excluded.reason, since = excluded.since, due_at = now(), fence = null,
         claimed_by = null, walk_from = null, walked_at = null
  returning reason
), alerted as (
  insert into bridge.alert_note (cause, detail)
  select 'RESTORE', reason from begun
), freed as (
  update bridge.order_journal
     set fence = null
   where fence is not null
     and exists (select 1 from begun)
)
select (select reason from begun) as reason,
       exists (select 1 from bridge.restore) or exists (select 1 from begun) as restored
