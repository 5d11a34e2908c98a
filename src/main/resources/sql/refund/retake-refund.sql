-- A refund that was taken before a backup of this journal was put back. A request may have left: without the
-- id of its remote refund the list is read, and nothing in it is taken for ours. With the id, that one is read and
-- compared. What was held stays held, and is read too: somebody else's refund of its tickets waits for that. A ticket that another refund has is that one's.
with saved as (
  insert into bridge.refund_journal (refund_no, request_no, order_no, culprit, expected_nominal, requested_at,
         decided, decision, status, reason_code, reason, held_since, due_at, sends, last_sent_at, remote_id,
         reported_status, reported_at, restored)
  select n.refund_no, coalesce(b.refund_no, n.refund_no), cast(:#order_no as text), cast(:#culprit as text),
         cast(:#expected_nominal as numeric), cast(:#requested_at as timestamptz),
         n.decision, coalesce(n.decision, b.decision), n.status, cast(:#reason_code as text), cast(:#reason as text),
         case when n.status = 'held' then now() end,
         now(),
         case when n.remote_id is null then 1 else 0 end, now(), n.remote_id,
         cast(:#reported_status as text), now(), true
    from (select cast(:#refund_no as text) as refund_no, cast(:#decision as text) as decision,
                 cast(:#status as text) as status, cast(:#remote_id as text) as remote_id) n
    left join bridge.refund_journal b on n.refund_no ~ '/[0-9]+$'
                                     and b.refund_no = regexp_replace(n.refund_no, '/[0-9]+$', '')
  on conflict do nothing
  returning refund_id, order_no
), taken as (
  insert into bridge.refund_ticket (refund_id, order_no, ticket_id, live)
  select s.refund_id, s.order_no, t.ticket_id,
         not exists (select 1
                       from bridge.refund_ticket o
                      where o.order_no = s.order_no
                        and o.ticket_id = t.ticket_id
                        and o.live)
    from saved s
   cross join jsonb_array_elements_text(cast(:#tickets as jsonb)) as t (ticket_id)
)
insert into bridge.refund_history (refund_id, instance, fact, detail)
select refund_id, :#instance, 'taken again', 'the journal did not know it' from saved
