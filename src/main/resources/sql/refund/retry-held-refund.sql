-- The ERP has set a held refund to NEW: it goes on, and reads first. What may have been corrected is taken
-- anew. A worker that has it at this moment loses its fence and is waited for until its lease ends.
with saved as (
  update bridge.refund_journal
     set status           = 'waiting',
         due_at           = case when claimed_by is null then now() else due_at end,
         fence            = null,
         attempts         = 0,
         attempt_class    = null,
         held_since       = null,
         reason_code      = null,
         reason           = null,
         culprit          = case when remote_id is null and sends = 0 then coalesce(:#culprit, culprit) else culprit end,
         expected_nominal = :#expected_nominal,
         reported_status  = 'ACCEPTED',
         report_at        = case when remote_id is not null then now() else report_at end,
         report_attempts  = 0
   where refund_id = :#refund_id
     and status = 'held'
  returning refund_id
)
insert into bridge.refund_history (refund_id, instance, fact)
select refund_id, :#instance, 'retry asked by the ERP' from saved
