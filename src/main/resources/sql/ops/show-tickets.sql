-- The tickets of one order. A barcode opens a door, so only its end is shown.
select o.revision, t.line_no, t.ticket_id, t.category, t.sector, t.seat_row, t.seat_number, t.full_price,
       '…' || right(t.barcode, 4) as barcode_end
  from bridge.order_ticket t
  join bridge.order_journal o on o.order_id = t.order_id
 where o.order_no = :#order_no
 order by o.revision, t.line_no, t.ticket_id
