-- Ticketscloud takes only tickets of one discount in one refund: the other groups become refunds of their
-- own, R-1/2 and so on, in one statement with the tickets that move. What was sent is never split.
with mine as (
  update bridge.refund_journal
     set due_at = coalesce(now() + cast(:#lease_ms as bigint) * interval '1 millisecond', due_at)
   where refund_id = :#refund_id
     and fence = cast(:#fence as uuid)
     and sends = 0
     and remote_id is null
  returning refund_id, refund_no, request_no, order_no, culprit, requested_at, decision, claimed_by
), part as materialized (
  select m.refund_no || '/' || p.number as refund_no, p.tickets
    from mine m
   cross join jsonb_to_recordset(cast(:#parts as jsonb)) as p (number integer, tickets jsonb)
), made as (
  insert into bridge.refund_journal (refund_no, request_no, order_no, culprit, requested_at, decision,
         due_at, report_at)
  select p.refund_no, m.request_no, m.order_no, m.culprit, m.requested_at, m.decision, now(), now()
    from part p
   cross join mine m
  returning refund_id, refund_no
), moved as (
  update bridge.refund_ticket t
     set refund_id = made.refund_id
    from made
    join part on part.refund_no = made.refund_no
   where t.refund_id = :#refund_id
     and part.tickets @> to_jsonb(t.ticket_id)
  returning t.ticket_id
), told as (
  insert into bridge.refund_history (refund_id, instance, fact, detail)
  select made.refund_id, m.claimed_by, 'split off', m.refund_no
    from made
   cross join mine m
   union all
  select m.refund_id, m.claimed_by, 'split', (select string_agg(refund_no, ', ' order by refund_no) from part)
    from mine m
)
select refund_id, (select count(*) from moved) as moved from mine
