-- All revisions of one order, without anything of the buyer's.
select o.revision, o.event_id, o.status, o.stage, o.outcome, o.decision, o.reason_code, o.reason, o.problem,
       o.wish, o.wish_by, o.waiting_for, o.committing, o.cancel_requested, o.claimed_by, o.claims, o.attempts,
       o.attempt_class, o.unclear, o.remote_id, o.remote_orders, o.remote_number, o.remote_code,
       o.remote_total, o.expected_total, o.send_tickets, jsonb_array_length(o.promo_codes) as promo_codes,
       o.erp_created_at, o.received_at, o.held_since, o.committed_at, o.finished_at, o.due_at, o.expires_at,
       o.report_at, o.report_attempts, o.reported_status, o.reported_at,
       (select string_agg(case when line ->> 'ticketId' is null
                               then (line ->> 'quantity') || ' places of ' || (line ->> 'setId')
                               else 'seat ' || (line ->> 'ticketId') end, ', ')
          from jsonb_array_elements(o.lines) as line) as lines,
       cast(extract(epoch from now() - coalesce(o.erp_created_at, o.received_at)) as bigint) as age_seconds,
       cast(extract(epoch from o.due_at - now()) as bigint) as due_in_seconds,
       cast(extract(epoch from o.expires_at - now()) as bigint) as expires_in_seconds
  from bridge.order_journal o
 where o.order_no = :#order_no
 order by o.revision
