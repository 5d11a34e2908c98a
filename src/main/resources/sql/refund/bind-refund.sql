-- The ERP was told the remote refund by a journal that was newer than this one. It is read and compared before
-- anything else; a worker that has the refund at this moment can ask for no other one.
with saved as (
  update bridge.refund_journal r
     set remote_id = :#remote_id,
         due_at    = case when r.claimed_by is null then now() else r.due_at end
   where r.refund_no = :#refund_no
     and r.remote_id is null
     and r.status <> 'finished'
     and not exists (select 1 from bridge.refund_journal o where o.remote_id = :#remote_id)
  returning r.refund_id, r.remote_id
)
insert into bridge.refund_history (refund_id, instance, fact, detail)
select refund_id, :#instance, 'known from the ERP', remote_id from saved
