-- The id of the remote refund, from the answer or from a read that proved it ours. No two rows have the
-- same one. Zero rows: the claim is lost.
with saved as (
  update bridge.refund_journal
     set remote_id      = :#remote_id,
         remote_status  = :#remote_status,
         remote_nominal = :#remote_nominal,
         attempts       = 0,
         attempt_class  = null,
         problem        = null,
         report_at      = now(),
         report_attempts = 0,
         due_at         = coalesce(now() + cast(:#lease_ms as bigint) * interval '1 millisecond', due_at)
   where refund_id = :#refund_id
     and fence = cast(:#fence as uuid)
     and remote_id is null
  returning refund_id, claimed_by, remote_id
), told as (
  insert into bridge.refund_history (refund_id, instance, fact, detail)
  select refund_id, claimed_by, :#fact, remote_id from saved
)
select refund_id from saved
