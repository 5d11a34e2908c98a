-- What the journal knows about the orders of one batch: their latest revision, and whether its result
-- had been told to the ERP before the ERP was asked. What was told later, or is just being told, may
-- have been read before or after; only the next batch can say. Each number is looked up by itself: a
-- join with a list of unknown length may read the whole journal.
select o.order_id, o.order_no, o.revision, o.status, o.outcome, o.reported_status,
       coalesce(o.report_at is null and o.reported_at < :#polled_at, false) as told,
       coalesce(case when o.report_at is null then o.reported_at >= :#polled_at
                     else o.report_attempts > 0 end, false) as being_told
  from jsonb_array_elements_text(cast(:#order_nos as jsonb)) as wanted (order_no)
 cross join lateral (select order_id, order_no, revision, status, outcome, reported_status,
                            reported_at, report_at, report_attempts
                       from bridge.order_journal
                      where order_no = wanted.order_no
                      order by revision desc
                      limit 1) o
