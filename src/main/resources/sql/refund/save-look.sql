-- The last statement of a claim: what is now known, and when it is looked at next. A refund that ended
-- without money lets its tickets go. A decision that came, or an end that was seen, meanwhile is looked at at
-- once, also where this claim has come to a stop: what a person is asked about may be answered by it.
with overtaken as materialized (
  select refund_id,
         :#status = 'held'
         and remote_id is not null
         and decision is distinct from cast(:#decision as text)
         and (decision is not null or :#reason_code = 'DECISION_UNKNOWN') as is_so
    from bridge.refund_journal
   where refund_id = :#refund_id
     and fence = cast(:#fence as uuid)
     for update
), saved as (
  update bridge.refund_journal
     set status          = case when (select is_so from overtaken) then 'waiting' else :#status end,
         outcome         = :#outcome,
         reason_code     = case when (select is_so from overtaken) then null else :#reason_code end,
         reason          = case when (select is_so from overtaken) then null else :#reason end,
         problem         = :#problem,
         attempts        = :#attempts,
         attempt_class   = :#attempt_class,
         sends           = :#sends,
         sent_from       = case when cast(:#sends as integer) = 0 then null else sent_from end,
         remote_status   = case when remote_status in ('approved', 'rejected') then remote_status
                                else coalesce(:#remote_status, remote_status) end,
         remote_nominal  = coalesce(:#remote_nominal, remote_nominal),
         foreign_ids     = cast(:#foreign_ids as jsonb),
         last_sent_at    = case when cast(:#asked_now as boolean) then now() else last_sent_at end,
         held_since      = case when :#status = 'held' and not (select is_so from overtaken) then coalesce(held_since, now()) end,
         finished_at     = case when :#status = 'finished' then coalesce(cast(:#finished_at as timestamptz), now()) end,
         due_at          = case when (select is_so from overtaken)
                                 or (:#status = 'waiting'
                                     and (decision is distinct from cast(:#decision as text)
                                      or (remote_status in ('approved', 'rejected')
                                          and remote_status is distinct from :#remote_status)))
                                then now()
                                else now() + cast(:#due_in_ms as bigint) * interval '1 millisecond' end,
         claimed_by      = null,
         fence           = null,
         report_at       = case when :#report then now() else report_at end,
         report_attempts = case when :#report then 0 else report_attempts end
   where refund_id = :#refund_id
     and fence = cast(:#fence as uuid)
  returning refund_id, status, outcome, reason_code, reason
), freed as (
  update bridge.refund_ticket t
     set live = false
    from saved
   where t.refund_id = saved.refund_id
     and saved.outcome in ('rejected', 'refused')
), noted as (
  insert into bridge.alert_note (cause, order_no, detail)
  select 'REFUND_ODD.' || reason_code, cast(:#refund_no as text), reason
    from saved
   where status = 'finished'
     and reason_code is not null
     and outcome <> 'refused'
), told as (
  insert into bridge.refund_history (refund_id, instance, fact, detail)
  select refund_id, :#instance, cast(:#fact as text), coalesce(cast(:#problem as text), reason)
    from saved
   where cast(:#fact as text) is not null
)
select refund_id, status, outcome, reason_code, reason from saved
