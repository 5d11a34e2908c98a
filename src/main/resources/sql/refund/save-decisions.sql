-- What the ERP's rows say now; null takes a decision back. It counts for the parts of a split refund too, as
-- long as they have none of their own. Another decision is also how a person lets a held one go on; one that is
-- only taken back lets it go where it was held for that decision. A worker that has the refund at this moment
-- does not know it: the end of its claim looks.
with shown as materialized (
  select refund_no, decision
    from jsonb_to_recordset(cast(:#decisions as jsonb)) as w (refund_no text, decision text)
), meant as materialized (
  select r.refund_id,
         case when own.refund_no is null then r.decided else own.decision end as decided,
         case when asked.refund_no is null then q.decided else asked.decision end as asked
    from bridge.refund_journal r
    left join bridge.refund_journal q on q.refund_no = r.request_no
    left join shown own on own.refund_no = r.refund_no
    left join shown asked on asked.refund_no = r.request_no
   where (r.refund_no = any (array(select refund_no from shown))
          or r.request_no = any (array(select refund_no from shown)))
     and r.status <> 'finished'
), changed as materialized (
  select m.refund_id, m.decided, coalesce(m.decided, m.asked) as decision,
         r.status = 'held'
         and r.remote_id is not null
         and (coalesce(m.decided, m.asked) is not null or r.reason_code = 'DECISION_UNKNOWN') as goes_on
    from meant m
    join bridge.refund_journal r on r.refund_id = m.refund_id
   where r.decided is distinct from m.decided
      or r.decision is distinct from coalesce(m.decided, m.asked)
   order by m.refund_id
     for update of r
), saved as (
  update bridge.refund_journal r
     set decided     = c.decided,
         decision    = c.decision,
         status      = case when c.goes_on then 'waiting' else r.status end,
         reason_code = case when c.goes_on then null else r.reason_code end,
         reason      = case when c.goes_on then null else r.reason end,
         report_at   = case when c.goes_on then now() else r.report_at end,
         due_at      = case when r.claimed_by is null and (r.status <> 'held' or c.goes_on)
                            then now() else r.due_at end,
         attempts    = case when r.claimed_by is null then 0 else r.attempts end
    from changed c
   where r.refund_id = c.refund_id
     and r.status <> 'finished'
  returning r.refund_id, r.refund_no, r.decision
)
insert into bridge.refund_history (refund_id, instance, fact, detail)
select refund_id, :#instance, case when decision is null then 'decision taken back by the ERP' else 'decided by the ERP' end,
       decision
  from saved
