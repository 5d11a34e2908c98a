-- The unique refund_no has the last word, whatever the keys of the idempotent consumer say. A ticket that
-- another refund took at this moment ends the batch; the next poll sees that refund.
with saved as (
  insert into bridge.refund_journal (refund_no, request_no, order_no, culprit, expected_nominal, requested_at,
         decided, decision, status, outcome, reason_code, reason, finished_at, due_at, report_at)
  values (:#refund_no, :#refund_no, :#order_no, :#culprit, :#expected_nominal, :#requested_at,
         :#decision, :#decision, :#status, :#outcome, :#reason_code, :#reason,
         case when :#status = 'finished' then now() end,
         case when :#status <> 'finished' then now() end,
         case when :#status = 'finished' then now() end)
  on conflict (refund_no) do nothing
  returning refund_id, order_no, status, reason
), taken as (
  insert into bridge.refund_ticket (refund_id, order_no, ticket_id, live)
  select s.refund_id, s.order_no, t.ticket_id, s.status <> 'finished'
    from saved s
   cross join jsonb_array_elements_text(cast(:#tickets as jsonb)) as t (ticket_id)
)
insert into bridge.refund_history (refund_id, instance, fact, detail)
select refund_id, :#instance, case status when 'finished' then 'ended at intake' else 'received' end, reason
  from saved
