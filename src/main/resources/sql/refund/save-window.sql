-- A window was read to its end: the ledger grows, and what is older than a year is forgotten.
with saved as (
  update bridge.refund_window
     set covered_to = greatest(covered_to, cast(:#to_at as timestamptz)),
         due_at     = now() + cast(:#due_in_ms as bigint) * interval '1 millisecond',
         read_at    = now(),
         trouble    = null,
         troubles   = 0,
         fence      = null,
         claimed_by = null
   where kind = :#kind
     and fence = cast(:#fence as uuid)
     and covered_to >= cast(:#from_at as timestamptz)
  returning kind
), forgotten as (
  delete from bridge.refund_coverage
   where read_at < now() - interval '1 year'
)
insert into bridge.refund_coverage (kind, from_at, to_at, instance, pages, refunds)
select kind, :#from_at, :#to_at, :#instance, :#pages, :#refunds from saved
