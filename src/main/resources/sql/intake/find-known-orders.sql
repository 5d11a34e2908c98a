-- What the journal knows about the orders of one batch: their latest revision, and whether its result
-- had been told to the ERP before the ERP was asked. Each number is looked up by itself: a join with a
-- list of unknown length may read the whole journal.
select o.order_id, o.order_no, o.revision, o.status, o.outcome, o.reported_status,
       coalesce(o.report_at is null and o.reported_at < :#polled_at, false) as told
  from jsonb_array_elements_text(cast(:#order_nos as jsonb)) as wanted (order_no)
 cross join lateral (select *
                       from bridge.order_journal
                      where order_no = wanted.order_no
                      order by revision desc
                      limit 1) o
