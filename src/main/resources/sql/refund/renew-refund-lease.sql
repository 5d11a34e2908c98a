-- Asked before a remote write that the rest of the lease would not outlive, and the last statement before a decision
-- is sent: it waits for a decision that is being changed, and says which one counts. Zero rows: the claim is lost.
update bridge.refund_journal
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
 where refund_id = :#refund_id
   and fence = cast(:#fence as uuid)
returning refund_id, decision
