-- Gives this instance up to :#free refunds, as claim-orders.sql does for orders. With each comes what the
-- journal knows about its order and that order's tickets, of the revision that was sold if there is one. A
-- refund that was changed after this statement has begun is left for the next round, as an order is.
with due as materialized (
  select refund_id
    from bridge.refund_journal
   where due_at <= now()
   order by due_at
   limit cast(:#free as integer)
     for update skip locked
)
update bridge.refund_journal r
   set status     = case when r.status = 'waiting' then 'working' else r.status end,
       due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence      = gen_random_uuid(),
       claimed_by = :#instance,
       claims     = r.claims + 1
 where r.refund_id = any (array(select refund_id from due))
   and r.due_at = (select seen.due_at from bridge.refund_journal seen where seen.refund_id = r.refund_id)
returning r.refund_id, r.refund_no, r.request_no, r.origin, r.order_no, r.culprit, r.expected_nominal,
          r.requested_at, r.decision, r.status, r.reason_code, r.reason, cast(r.fence as text) as fence,
          r.claims, r.attempts, r.attempt_class, r.sends, r.sent_from, r.remote_id, r.remote_status,
          r.remote_nominal, r.remote_finished_at, cast(r.foreign_ids as text) as foreign_ids,
          extract(epoch from now() - r.last_sent_at) * 1000 as sent_for_ms,
          extract(epoch from now() - r.received_at) * 1000 as age_ms, r.restored,
          (select cast(jsonb_agg(t.ticket_id order by t.ticket_id) as text)
             from bridge.refund_ticket t
            where t.refund_id = r.refund_id) as tickets,
          (select cast(jsonb_build_object(
                    'status', o.status, 'outcome', o.outcome, 'remoteId', o.remote_id,
                    'eventId', o.event_id, 'name', o.customer_name, 'email', o.customer_email,
                    'phone', o.customer_phone,
                    'tickets', (select coalesce(jsonb_agg(jsonb_build_object(
                                         'id', t.ticket_id, 'price', t.price, 'discount', t.discount,
                                         'nominal', t.nominal, 'full', t.full_price)
                                         order by t.line_no, t.ticket_id), '[]')
                                  from bridge.order_ticket t
                                 where t.order_id = o.order_id)) as text)
             from bridge.order_journal o
            where o.order_no = r.order_no
            order by (o.outcome = 'done') desc nulls last, o.revision desc
            limit 1) as sold,
          (select cast(jsonb_build_object(
                    'expected', max(p.expected_nominal), 'nominal', sum(p.remote_nominal),
                    'unknown', count(*) filter (where p.remote_nominal is null), 'parts', count(*)) as text)
             from bridge.refund_journal p
            where p.request_no = r.request_no
              and p.refund_id <> r.refund_id
              and p.outcome is distinct from 'refused') as siblings
