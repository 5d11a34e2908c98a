-- Orders just marked ACCEPTED in the ERP whose journal row has already ended or is held: the ERP is
-- told (again). This also heals a row that a late batch has marked after it was reported, or while it is.
-- Each number is looked up by itself: a join with a list of unknown length may read the whole journal.
with latest as materialized (
  select o.order_id
    from jsonb_array_elements_text(cast(:#order_nos as jsonb)) as marked (order_no)
   cross join lateral (select order_id, status
                         from bridge.order_journal
                        where order_no = marked.order_no
                        order by revision desc
                        limit 1) o
   where o.status in ('held', 'finished')
)
update bridge.order_journal o
   set report_at = now(), report_attempts = 0
 where o.order_id = any (array(select order_id from latest))
   and o.status in ('held', 'finished')
