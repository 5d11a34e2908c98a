-- The ERP wants these orders cancelled. A waiting or held order is looked at now; one that a worker
-- has at this moment is asked for this flag in the statement before "done". After that the remote
-- state decides.
with wanted as materialized (
  select o.order_id
    from jsonb_array_elements_text(cast(:#order_nos as jsonb)) as w (order_no)
   cross join lateral (select order_id
                         from bridge.order_journal
                        where order_no = w.order_no
                        order by revision desc
                        limit 1) o
), saved as (
  update bridge.order_journal o
     set cancel_requested = true,
         due_at      = case when o.status in ('waiting', 'held') and o.claimed_by is null then now() else o.due_at end,
         waiting_for = null,
         reason_code = case when o.outcome = 'done' then 'ALREADY_DONE' else o.reason_code end,
         reason      = case when o.outcome = 'done'
                            then 'The ERP asked to cancel when the order was already done' else o.reason end
   where o.order_id = any (array(select order_id from wanted))
     and (not o.cancel_requested
        or (o.status = 'held' and o.due_at is null and o.stage = 'received')
        or (o.waiting_for = 'commits' and o.claimed_by is null))
  returning o.order_id, o.order_no, o.outcome
), noted as (
  insert into bridge.alert_note (cause, order_no)
  select 'ALREADY_DONE', order_no
    from saved
   where outcome = 'done'
), told as (
  insert into bridge.order_history (order_id, instance, fact)
  select order_id, :#instance, 'cancel asked by the ERP' from saved
)
select order_no, outcome from saved
