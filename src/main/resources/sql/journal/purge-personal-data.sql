-- Empties the buyer's and the visitors' data of orders whose final report is old enough. The order
-- itself, its tickets and its history stay.
with old as (
  select order_id
    from bridge.order_journal
   where status = 'finished'
     and not purged
     and report_at is null
     and reported_at < now() - cast(:#keep_ms as bigint) * interval '1 millisecond'
   order by reported_at
   limit 10000
     for update skip locked
)
update bridge.order_journal o
   set customer_name  = null,
       customer_email = null,
       customer_phone = null,
       customer_lang  = null,
       raw            = null,
       lines          = coalesce((select jsonb_agg(line - 'visitorId' - 'visitorName' - 'visitorSurname'
                                                        - 'visitorMiddleName')
                                    from jsonb_array_elements(o.lines) as line), '[]'),
       purged         = true
  from old
 where o.order_id = old.order_id
