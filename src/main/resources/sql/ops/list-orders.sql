-- Orders for a person to look at, the newest problem first. When no status is named: what is held, set
-- back, decided but not ended, overdue, or not taken by the ERP. Only the latest revisions, and nothing
-- of the buyer's.
with candidate as (
  select order_id from bridge.order_journal where status <> 'finished'
   union
  select order_id from bridge.order_journal where report_at is not null
   union
  select order_id
    from bridge.order_journal
   where status = 'finished'
     and 'finished' = any(string_to_array(cast(:#statuses as text), ','))
), described as (
  select o.order_id, o.order_no, o.revision, o.event_id, o.status, o.stage, o.outcome, o.decision,
         o.wish, o.waiting_for, o.committing, o.claimed_by, o.due_at, o.remote_id, o.expires_at,
         o.report_at, o.report_attempts, o.problem,
         coalesce(o.reason_code, split_part(o.problem, ':', 1)) as reason_code,
         case when o.reason_code = 'GAVE_UP' then o.attempt_class end as cause,
         now() - coalesce(o.erp_created_at, o.received_at) as age,
         coalesce(o.held_since, o.finished_at, last.at, o.received_at) as since
    from candidate c
    join bridge.order_journal o on o.order_id = c.order_id
    left join lateral (select h.at
                         from bridge.order_history h
                        where h.order_id = o.order_id
                        order by h.history_id desc
                        limit 1) last on true
   where not exists (select 1
                       from bridge.order_journal later
                      where later.order_no = o.order_no
                        and later.revision > o.revision)
)
select order_no, revision, event_id, status, stage, outcome, reason_code, cause, decision, wish,
       waiting_for, claimed_by, remote_id, problem, due_at, expires_at, since, report_at, report_attempts,
       cast(extract(epoch from age) as bigint) as age_seconds,
       cast(extract(epoch from due_at - now()) as bigint) as due_in_seconds,
       cast(extract(epoch from report_at - now()) as bigint) as report_in_seconds,
       cast(extract(epoch from expires_at - now()) as bigint) as expires_in_seconds
  from described
 where (status = any(string_to_array(cast(:#statuses as text), ','))
        or (cast(:#statuses as text) is null
            and (status = 'held'
                 or (status <> 'finished'
                     and (problem is not null or decision is not null or wish is not null
                          or due_at is null or due_at < now() - interval '60 seconds'))
                 or report_attempts > 1
                 or report_at < now() - interval '60 seconds')))
   and (cast(:#stages as text) is null or stage = any(string_to_array(cast(:#stages as text), ',')))
   and (cast(:#reasons as text) is null
        or reason_code = any(string_to_array(cast(:#reasons as text), ','))
        or cause = any(string_to_array(cast(:#reasons as text), ',')))
   and (cast(:#events as text) is null or event_id = any(string_to_array(cast(:#events as text), ',')))
   and (cast(:#older_than_ms as bigint) is null
        or age > cast(:#older_than_ms as bigint) * interval '1 millisecond')
 order by since desc, order_id desc
 limit cast(:#limit as bigint)
