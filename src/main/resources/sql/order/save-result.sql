-- What "done" has brought: number, code, total and tickets, and nothing is lost if this is the last
-- thing that the process does. Barcodes may still be missing; then the order stays committed and due.
with saved as (
  update bridge.order_journal
     set stage         = :#stage,
         status        = :#status,
         outcome       = :#outcome,
         decision      = null,
         reason_code   = case when (cancel_requested or wish = 'cancel') and cast(:#reason_code as text) is null
                              then 'ALREADY_DONE' else :#reason_code end,
         reason        = case when (cancel_requested or wish = 'cancel') and cast(:#reason_code as text) is null
                              then 'Cancelling was asked for when the order was already done' else :#reason end,
         problem       = null,
         attempts      = case when stage = 'committed' then attempts + 1 else 0 end,
         attempt_class = null,
         unclear       = null,
         waiting_for   = null,
         committing    = true,
         wish          = nullif(wish, 'hold'),
         remote_number = :#remote_number,
         remote_code   = :#remote_code,
         remote_total  = :#remote_total,
         committed_at  = coalesce(committed_at, now()),
         finished_at   = case when :#status = 'finished' then now() end,
         held_since    = case when :#status = 'held' then coalesce(held_since, now()) end,
         expires_at    = null,
         due_at        = now() + cast(:#due_in_ms as bigint) * interval '1 millisecond',
         claimed_by    = null,
         fence         = null,
         report_at     = case when :#status = 'finished'
                                or (:#status = 'held' and (reported_status is distinct from 'HELD'
                                                           or reason_code is distinct from :#reason_code))
                              then now() else report_at end,
         report_attempts = 0
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id, order_no, remote_id, status, outcome, reason_code, reason
), seen as (
  update bridge.remote_order r
     set seen = 'done', seen_at = now()
    from saved
   where r.remote_id = saved.remote_id
     and r.seen is null
), ticket as (
  insert into bridge.order_ticket (order_id, ticket_id, line_no, barcode, serial, number, set_id,
         category, sector, seat_row, seat_number, price, discount, nominal, extra, full_price)
  select saved.order_id, t.ticket_id, t.line_no, t.barcode, t.serial, t.number, t.set_id,
         t.category, t.sector, t.seat_row, t.seat_number, t.price, t.discount, t.nominal, t.extra, t.full_price
    from saved,
         jsonb_to_recordset(cast(:#tickets as jsonb)) as t (
           ticket_id text, line_no integer, barcode text, serial text, number bigint, set_id text,
           category text, sector text, seat_row text, seat_number text, price numeric,
           discount numeric, nominal numeric, extra numeric, full_price numeric)
  on conflict (order_id, ticket_id) do update
     set barcode = coalesce(excluded.barcode, order_ticket.barcode)
), noted as (
  insert into bridge.alert_note (cause, order_no)
  select reason_code, order_no
    from saved
   where status = 'finished'
     and reason_code = 'ALREADY_DONE'
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, :#instance, :#stage, :#reason_code from saved
)
select status, outcome, reason_code, reason from saved
