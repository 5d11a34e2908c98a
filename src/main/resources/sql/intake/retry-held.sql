-- The ERP has set a held order to NEW: the same revision goes on, and reads first. A worker that has
-- it at this moment loses its fence and is waited for until its lease ends.
with saved as (
  update bridge.order_journal
     set status          = 'waiting',
         due_at          = case when claimed_by is null then now() else due_at end,
         fence           = null,
         attempts        = 0,
         attempt_class   = null,
         held_since      = null,
         wish            = null,
         reported_status = 'ACCEPTED'
   where order_id = :#order_id
     and status = 'held'
  returning order_id
)
insert into bridge.order_history (order_id, instance, fact)
select order_id, :#instance, 'retry asked by the ERP' from saved
