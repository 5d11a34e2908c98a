-- The unique (order_no, revision) has the last word, whatever the keys of the idempotent consumer say.
with saved as (
  insert into bridge.order_journal (order_no, revision, event_id, lines, customer_name, customer_email,
         customer_phone, customer_lang, promo_codes, send_tickets, expected_total, raw, erp_created_at,
         cancel_requested, status, outcome, reason_code, reason, finished_at, due_at, report_at, held_since,
         reported_status, reported_at)
  values (:#order_no, :#revision, :#event_id, cast(:#lines as jsonb), :#customer_name, :#customer_email,
         :#customer_phone, :#customer_lang, cast(:#promo_codes as jsonb), :#send_tickets, :#expected_total,
         cast(:#raw as jsonb), :#erp_created_at, :#cancel_requested, :#status, :#outcome, :#reason_code,
         :#reason,
         case when :#status = 'finished' then now() end,
         case when :#status <> 'finished' then now() end,
         case when :#status = 'finished' then now() end,
         case when :#status = 'held' then now() end,
         case when :#status = 'held' then 'HELD' end,
         case when :#status = 'held' then now() end)
  on conflict (order_no, revision) do nothing
  returning order_id, status, reason
)
insert into bridge.order_history (order_id, instance, fact, detail)
select order_id, :#instance, case status when 'finished' then 'ended at intake' else 'received' end, reason
  from saved
