-- The ERP row is not in a state that a report may leave, or could not be written; it is looked at again.
-- Where it is certain that the ERP was told nothing, no attempt is counted. Otherwise one that another instance
-- has taken meanwhile is told again: the ERP may have taken the older state.
update bridge.refund_journal r
   set report_at       = case when r.report_at = w.claimed_until
                              then now() + cast(:#due_in_ms as bigint) * interval '1 millisecond'
                              else now() end,
       report_attempts = case when w.certain then 0 else r.report_attempts end
  from (select cast(:#refund_id as bigint) as refund_id,
               cast(:#claimed_until as timestamptz) as claimed_until,
               cast(:#certain as boolean) as certain) w
 where r.refund_id = w.refund_id
   and (r.report_at = w.claimed_until or not w.certain)
