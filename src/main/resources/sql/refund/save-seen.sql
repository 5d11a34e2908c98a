-- Refunds as a list has shown them. Known ones move on, never back, and are looked at now. Unknown ones of our orders are imported, unless a refund of ours with one of their tickets
-- may be just that one: its own read decides. Those of orders that we never made are only listed.
with seen as materialized (
  select s.remote_id, s.remote_order, s.event_id, s.status, s.culprit, s.nominal, s.requested_at,
         s.finished_at, s.is_new_enough, s.tickets, o.order_no
    from jsonb_to_recordset(cast(:#refunds as jsonb)) as s (
           remote_id text, remote_order text, event_id text, status text, culprit text, nominal numeric,
           requested_at timestamptz, finished_at timestamptz, is_new_enough boolean, tickets jsonb)
    left join bridge.remote_order ro on ro.remote_id = s.remote_order
    left join bridge.order_journal o on o.order_id = ro.order_id
), known as materialized (
  select r.refund_id
    from bridge.refund_journal r
   where r.remote_id = any (array(select remote_id from seen))
   order by r.refund_id
     for update
), moved as (
  update bridge.refund_journal r
     set remote_status   = s.status,
         remote_nominal  = coalesce(s.nominal, r.remote_nominal),
         remote_finished_at = coalesce(s.finished_at, r.remote_finished_at),
         due_at          = case when r.claimed_by is null
                                 and (r.status = 'waiting' or s.status in ('approved', 'rejected'))
                                then now() else r.due_at end
    from seen s
   where r.refund_id = any (array(select refund_id from known))
     and r.remote_id = s.remote_id
     and r.status <> 'finished'
     and r.remote_status is distinct from s.status
     and r.remote_status is distinct from 'approved'
     and r.remote_status is distinct from 'rejected'
     and (r.remote_status is distinct from 'in_progress' or s.status <> 'new')
  returning r.refund_id
), foreigners as materialized (
  select s.remote_id, s.remote_order, s.event_id, s.status, s.culprit, s.nominal, s.requested_at,
         s.finished_at, s.is_new_enough, s.tickets, s.order_no
    from seen s
   where s.order_no is not null
     and s.is_new_enough
     and not exists (select 1 from bridge.refund_journal r where r.remote_id = s.remote_id)
     and not exists (select 1
                       from bridge.refund_journal r
                       join bridge.refund_ticket t on t.refund_id = r.refund_id
                      where r.order_no = s.order_no
                        and r.remote_id is null
                        and r.status <> 'finished'
                        and (r.status <> 'held' or r.sends > 0)
                        and s.tickets @> to_jsonb(t.ticket_id)
                        and not r.foreign_ids @> to_jsonb(s.remote_id))
), imported as (
  insert into bridge.refund_journal (refund_no, request_no, origin, order_no, culprit, requested_at, remote_id,
         remote_status, remote_nominal, remote_finished_at, due_at, report_at)
  select remote_id, remote_id, 'remote', order_no, culprit, requested_at, remote_id, status, nominal,
         finished_at, now(), now()
    from foreigners
   order by remote_id
  on conflict do nothing
  returning refund_id, refund_no, order_no, remote_id
), theirs as (
  insert into bridge.refund_ticket (refund_id, order_no, ticket_id, live)
  select i.refund_id, i.order_no, t.ticket_id, false
    from imported i
    join foreigners f on f.remote_id = i.remote_id
   cross join jsonb_array_elements_text(f.tickets) as t (ticket_id)
), noted as (
  insert into bridge.alert_note (cause, order_no, detail)
  select 'REFUND_DOUBLE', i.refund_no,
         'remote refund ' || i.remote_id || ' of order ' || i.order_no || ' names a ticket of refund '
         || (select min(r.refund_no)
               from bridge.refund_journal r
               join bridge.refund_ticket t on t.refund_id = r.refund_id
              where r.order_no = f.order_no
                and t.live
                and f.tickets @> to_jsonb(t.ticket_id))
    from imported i
    join foreigners f on f.remote_id = i.remote_id
   where f.status <> 'rejected'
     and exists (select 1
                   from bridge.refund_ticket t
                  where t.order_no = f.order_no
                    and t.live
                    and f.tickets @> to_jsonb(t.ticket_id))
), told as (
  insert into bridge.refund_history (refund_id, instance, fact, detail)
  select refund_id, :#instance, 'found at Ticketscloud', remote_id from imported
), listed as (
  insert into bridge.refund_stray as a (remote_id, remote_order, event_id, status, nominal)
  select remote_id, remote_order, event_id, status, nominal
    from seen
   where order_no is null
     and is_new_enough
   order by remote_id
  on conflict (remote_id) do update
     set status = excluded.status, nominal = excluded.nominal, last_seen = now()
  returning (xmax = 0) as is_new
)
select (select count(*) from moved) as moved,
       (select count(*) from imported) as imported,
       (select count(*) from listed where is_new) as strays
