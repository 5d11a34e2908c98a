-- Orders just marked ACCEPTED in the ERP whose journal row has already ended or is held: the ERP is
-- told (again). This also heals a row that a late batch has marked after it was reported.
update bridge.order_journal o
   set report_at = now(), report_attempts = 0
  from jsonb_array_elements_text(cast(:#order_nos as jsonb)) as marked (order_no)
 where o.order_no = marked.order_no
   and o.status in ('held', 'finished')
   and o.report_at is null
   and not exists (select 1
                     from bridge.order_journal later
                    where later.order_no = o.order_no
                      and later.revision > o.revision)
