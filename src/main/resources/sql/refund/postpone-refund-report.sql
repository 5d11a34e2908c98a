-- The ERP row is not in a state that a report may leave, or could not be written; it is looked at again.
-- Where it is certain that the ERP was told nothing, no attempt is counted.
update bridge.refund_journal
   set report_at       = now() + cast(:#due_in_ms as bigint) * interval '1 millisecond',
       report_attempts = case when :#certain then 0 else report_attempts end
 where refund_id = :#refund_id
   and report_at = cast(:#claimed_until as timestamptz)
