-- Refunds of remote orders that this journal never made; they are not brought into the ERP.
select s.remote_id, s.remote_order, s.event_id, s.status, s.nominal, s.first_seen, s.last_seen,
       cast(extract(epoch from now() - s.last_seen) as bigint) as seen_ago_seconds
  from bridge.refund_stray s
 order by s.last_seen desc, s.remote_id
 limit cast(:#limit as bigint)
