-- What the journal knows of orders that the ERP shows as taken or sold. found: restore mode has found a
-- remote order with this number that the journal did not make; searched: it has read the whole list.
select o.order_no, o.status, o.outcome, o.reported_status,
       coalesce(o.report_at is null and o.reported_at < :#polled_at, false) as told,
       exists (select 1
                 from bridge.stray s
                where s.mark = o.order_no
                  and s.found_by = 'restore') as found,
       exists (select 1 from bridge.restore where walked_at is not null) as searched
  from jsonb_array_elements_text(cast(:#order_nos as jsonb)) as wanted (order_no)
 cross join lateral (select order_no, status, outcome, reported_status, reported_at, report_at
                       from bridge.order_journal
                      where order_no = wanted.order_no
                      order by revision desc
                      limit 1) o
