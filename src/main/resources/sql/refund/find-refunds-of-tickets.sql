-- Refunds that already want, or have got, one of these tickets of these orders.
select t.order_no, t.ticket_id, r.refund_no
  from jsonb_to_recordset(cast(:#tickets as jsonb)) as w (order_no text, ticket_id text)
  join bridge.refund_ticket t on t.order_no = w.order_no and t.ticket_id = w.ticket_id and t.live
  join bridge.refund_journal r on r.refund_id = t.refund_id
