-- A reading of single events' seats is asked for once, whatever comes of it. One that was not sound is repeated,
-- later and later. What has been retired for long is forgotten here, not in the ERP. Zero rows: another instance
-- has taken over.
with forgotten as (
  delete from bridge.catalogue_item
   where retired_at < now() - interval '90 days'
)
update bridge.catalogue_sync
   set due_at       = case when requested > cast(:#requested as bigint) then now()
                           else now() + cast(:#due_in_ms as bigint) * interval '1 millisecond' end,
       seats_wanted = case when requested = cast(:#requested as bigint) then :#seats_left else seats_wanted end,
       seatless     = case when requested = cast(:#requested as bigint) then :#seatless_left else seatless end,
       served       = cast(:#requested as bigint),
       fence        = null,
       claimed_by   = null,
       ended_at     = now(),
       ended_by     = claimed_by,
       sound_at     = case when cast(:#sound as boolean) then now() else sound_at end,
       waits_since  = case when cast(:#sound as boolean) then null else waits_since end,
       repeats      = cast(:#repeats as integer),
       counts       = cast(:#counts as jsonb),
       trouble      = :#trouble,
       trouble_at   = case when cast(:#trouble as text) is null then null else coalesce(trouble_at, now()) end
 where fence = cast(:#fence as uuid)
