-- What the journal knows about the orders of one batch: their latest revision, and whether its result
-- had been told to the ERP before the ERP was asked.
select distinct on (o.order_no)
       o.order_id, o.order_no, o.revision, o.status, o.outcome, o.reported_status,
       coalesce(o.report_at is null and o.reported_at < :#polled_at, false) as told
  from bridge.order_journal o
  join jsonb_array_elements_text(cast(:#order_nos as jsonb)) as wanted (order_no) on wanted.order_no = o.order_no
 order by o.order_no, o.revision desc
