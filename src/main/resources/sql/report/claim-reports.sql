-- Takes results that the ERP does not know yet. One that has failed before is taken alone, so that it
-- cannot hold up its neighbours. The moved report_at is the lease and the fence: whoever changes the
-- order meanwhile moves it again. A lease that is over too early does no harm: a report may be made twice.
-- A row that was changed after this statement has begun is left for the next round: of the order it would be
-- the new state, of the tickets the old one.
with first as materialized (
  select report_attempts > 0 as alone
    from bridge.order_journal
   where report_at <= now()
   order by report_at
   limit 1
), due as materialized (
  select order_id
    from bridge.order_journal
   where report_at <= now()
     and (report_attempts > 0) = (select alone from first)
   order by report_at
   limit case when (select alone from first) then 1 else cast(:#batch as integer) end
     for update skip locked
)
update bridge.order_journal o
   set report_at       = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
                         + least(power(2, o.report_attempts), 240) * interval '1 second',
       report_attempts = o.report_attempts + 1
 where o.order_id = any (array(select order_id from due))
   and o.report_at = (select seen.report_at from bridge.order_journal seen where seen.order_id = o.order_id)
returning o.order_id, o.order_no, o.status, o.outcome, o.reason_code, o.reason, o.remote_id,
          o.remote_number, o.remote_code, o.remote_total, o.cancel_requested, o.report_attempts,
          cast(o.report_at as text) as claimed_until, cast(o.event_info as text) as event_info,
          (select cast(jsonb_agg(to_jsonb(t) order by t.line_no, t.ticket_id) as text)
             from bridge.order_ticket t
            where t.order_id = o.order_id) as tickets
