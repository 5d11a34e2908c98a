-- What was asked for is served by a run that began after it and was sound; one that was not comes again soon.
-- What has been retired for long is forgotten here, not in the ERP. Zero rows: another instance has taken over.
with forgotten as (
  delete from bridge.catalogue_item
   where retired_at < now() - interval '90 days'
)
update bridge.catalogue_sync
   set due_at       = case when requested > cast(:#requested as bigint) then now()
                           else now() + cast(:#due_in_ms as bigint) * interval '1 millisecond' end,
       full_wanted  = full_wanted and not (cast(:#sound as boolean) and requested = cast(:#requested as bigint)),
       seats_wanted = case when cast(:#sound as boolean) and requested = cast(:#requested as bigint) then ''
                           else seats_wanted end,
       served       = cast(:#requested as bigint),
       fence        = null,
       claimed_by   = null,
       ended_at     = now(),
       ended_by     = claimed_by,
       sound_at     = case when cast(:#sound as boolean) then now() else sound_at end,
       counts       = cast(:#counts as jsonb),
       trouble      = :#trouble,
       trouble_at   = case when cast(:#trouble as text) is null then null else coalesce(trouble_at, now()) end
 where fence = cast(:#fence as uuid)
