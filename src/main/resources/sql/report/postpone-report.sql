-- The ERP row is not in a state that a report may leave, or could not be written; it is looked at again.
-- Where it is certain that the ERP was told nothing, no attempt is counted. Otherwise one that another instance
-- has taken meanwhile is told again: the ERP may have taken the older state. A revision that is over is not.
update bridge.order_journal o
   set report_at       = case when o.report_at = w.claimed_until
                              then now() + cast(:#due_in_ms as bigint) * interval '1 millisecond'
                              else now() end,
       report_attempts = case when w.certain then 0 else o.report_attempts end
  from (select cast(:#order_id as bigint) as order_id,
               cast(:#claimed_until as timestamptz) as claimed_until,
               cast(:#certain as boolean) as certain) w
 where o.order_id = w.order_id
   and (o.report_at = w.claimed_until
        or not w.certain
           and not exists (select 1
                             from bridge.order_journal newer
                            where newer.order_no = o.order_no
                              and newer.revision > o.revision))
