-- What the ERP has decided. It counts for the parts of a split refund too, as long as they have no decision
-- of their own. Another decision is also how a person lets a held one go on. A worker that has the refund at this moment does not know it: the refund is looked at again.
with wanted as materialized (
  select refund_no, decision
    from jsonb_to_recordset(cast(:#decisions as jsonb)) as w (refund_no text, decision text)
), meant as materialized (
  select r.refund_id, coalesce(own.decision, asked.decision) as decision
    from bridge.refund_journal r
    left join wanted own on own.refund_no = r.refund_no
    left join wanted asked on asked.refund_no = r.request_no
   where (r.refund_no = any (array(select refund_no from wanted))
          or r.request_no = any (array(select refund_no from wanted)))
     and r.status <> 'finished'
     and (own.decision is not null or r.decision is null)
), saved as (
  update bridge.refund_journal r
     set decision  = m.decision,
         status    = case when r.status = 'held' and r.remote_id is not null then 'waiting' else r.status end,
         report_at = case when r.status = 'held' and r.remote_id is not null then now() else r.report_at end,
         due_at    = case when r.claimed_by is null and (r.status <> 'held' or r.remote_id is not null)
                          then now() else r.due_at end,
         attempts  = case when r.claimed_by is null then 0 else r.attempts end
    from meant m
   where r.refund_id = m.refund_id
     and r.decision is distinct from m.decision
  returning r.refund_id, r.refund_no, r.decision
)
insert into bridge.refund_history (refund_id, instance, fact, detail)
select refund_id, :#instance, 'decided by the ERP', decision from saved
