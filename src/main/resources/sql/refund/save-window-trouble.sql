-- A window was not read to its end, so it is not covered and is read again. A listing that contradicts
-- itself is told at once, other troubles when they last.
with saved as (
  update bridge.refund_window
     set trouble    = :#trouble,
         troubles   = troubles + 1,
         due_at     = now() + cast(:#due_in_ms as bigint) * interval '1 millisecond',
         fence      = null,
         claimed_by = null
   where kind = :#kind
     and fence = cast(:#fence as uuid)
  returning kind, trouble
)
insert into bridge.alert_note (cause, detail)
select 'REFUND_LIST', 'by ' || kind || ': ' || trouble
  from saved
 where cast(:#odd as boolean)
