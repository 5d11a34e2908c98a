-- Remote orders that this journal did not make: holds that the last sweep saw, and what restore mode has
-- found and nobody has taken over. An order of the journal with the same number is named with its status.
select s.remote_id, s.found_by, s.mark, s.event_id, s.tickets, s.first_seen, s.last_seen,
       cast(extract(epoch from now() - s.last_seen) as bigint) as seen_ago_seconds,
       o.status as order_status, o.outcome as order_outcome
  from bridge.stray s
  left join lateral (select j.status, j.outcome
                       from bridge.order_journal j
                      where j.order_no = s.mark
                      order by j.revision desc
                      limit 1) o on true
 where (cast(:#marked as boolean) is not true or s.mark is not null)
 order by s.found_by desc, s.mark is null, s.last_seen desc, s.remote_id
 limit cast(:#limit as bigint)
