-- What is wrong at this moment: what the journal shows, what this instance notices, and what was noted
-- since the last look. A cause that is there stays one alert however many orders it has; one that
-- comes back before its end could be told goes on. Only signs get old: whoever noticed one says so
-- again, or is gone. What happened once is over when a look at the same place shows nothing of it any
-- more; what has no such place has no end. After a start nothing of that kind ends before this instance knows its own state.
with open_order as (
  select order_no,
         case when status = 'held' and reason_code is distinct from 'HELD_BY_PERSON'
              then 'HELD.' || coalesce(reason_code, 'INTERNAL')
              when status = 'waiting' and due_at is null then 'STUCK'
              when status <> 'held' and attempts > 2
                   and received_at < now() - cast(:#down_ms as bigint) * interval '1 millisecond'
              then 'WAITS.' || attempt_class end as cause,
         coalesce(held_since, erp_created_at, received_at) as since
    from bridge.order_journal
   where status <> 'finished'
   union all
  select order_no, 'NOT_TOLD', coalesce(finished_at, held_since, received_at)
    from bridge.order_journal
   where report_at is not null
     and report_attempts > 1
     and coalesce(finished_at, held_since, received_at)
         < now() - cast(:#down_ms as bigint) * interval '1 millisecond'
), found as (
  select 'state' as kind, cause, count(*) as counter, min(since) as began_at,
         (array_agg(order_no order by since desc, order_no))[1:5] as orders, cast(null as text) as detail
    from open_order
   where cause is not null
   group by cause
   union all
  select 'state', case when p.paused_by is null then 'PAUSED.' || upper(p.name) else 'SCHEDULE_PAUSED.' || p.name end,
         case when p.paused_by is null
              then (select count(*) from bridge.order_journal where waiting_for = p.name) else 1 end,
         p.since, '{}', p.reason || coalesce(' (by ' || p.paused_by || ')', '')
    from bridge.pause p
   union all
  select 'state', 'SCHEDULE_LATE', count(*), min(s.next_at), '{}', string_agg(s.name, ', ' order by s.name)
    from bridge.schedule s
   where case when s.name = 'order-sweep'
              then (select w.due_at from bridge.sweep w) < now() - interval '10 minutes'
              else s.watched
                   and s.next_at < now() - (cast(:#down_ms as bigint) + 30000) * interval '1 millisecond' end
     and s.seen_at > now() - interval '1 minute'
     and not exists (select 1 from bridge.pause p where p.name = s.name)
  having count(*) > 0
   union all
  select 'state', 'REFUND_HELD.' || coalesce(r.reason_code, 'INTERNAL'), count(*),
         min(coalesce(r.held_since, r.received_at)),
         (array_agg(r.refund_no order by r.held_since desc, r.refund_no))[1:5], null
    from bridge.refund_journal r
   where r.status = 'held'
   group by r.reason_code
   union all
  select 'state', 'REFUND_NOT_TOLD', count(*), min(coalesce(r.finished_at, r.received_at)),
         (array_agg(r.refund_no order by r.refund_no))[1:5], null
    from bridge.refund_journal r
   where r.report_at is not null
     and r.report_attempts > 1
     and coalesce(r.finished_at, r.held_since, r.received_at)
         < now() - cast(:#down_ms as bigint) * interval '1 millisecond'
  having count(*) > 0
   union all
  select 'state', 'REFUND_STUCK', count(*), min(r.received_at),
         (array_agg(r.refund_no order by r.refund_no))[1:5], null
    from bridge.refund_journal r
   where r.status = 'waiting'
     and r.due_at is null
  having count(*) > 0
   union all
  select 'state', 'REFUNDS_NOT_READ', count(*), min(w.read_at), '{}', max(w.trouble)
    from bridge.refund_window w
   where (w.troubles > 1 or w.due_at < now() - cast(:#down_ms as bigint) * interval '1 millisecond')
     and w.read_at < now() - cast(:#down_ms as bigint) * interval '1 millisecond'
     and not exists (select 1 from bridge.pause p where p.name = 'refund-poll')
  having count(*) > 0
   union all
  select 'state', 'EXPORT_OPEN', count(*), min(x.ended_at), '{}',
         string_agg(distinct x.export || ': ' || x.reason_code, ', ')
    from bridge.export_slot x
   where x.status = 'open'
  having count(*) > 0
   union all
  select 'state', 'EXPORT_LATE', count(*), min(x.opened_at), '{}',
         string_agg(distinct x.export || ': ' || coalesce(x.reason_code, 'no instance takes it'), ', ')
    from bridge.export_slot x
   where (x.due_at < now() - cast(:#down_ms as bigint) * interval '1 millisecond'
          or x.deadline_at < now() - interval '10 minutes'
          or x.attempts > 2 and x.opened_at < now() - cast(:#down_ms as bigint) * interval '1 millisecond')
     and x.status in ('waiting', 'working')
     and not exists (select 1 from bridge.pause p where p.name = 'export/' || x.export)
  having count(*) > 0
   union all
  select 'state', case when c.sound_at = c.ended_at then 'CATALOGUE_SEATS' else 'CATALOGUE' end, 1, c.trouble_at,
         '{}', c.trouble
    from bridge.catalogue_sync c
   where c.trouble_at < now() - interval '1 hour'
     and cast(:#catalogue_ms as bigint) is not null
   union all
  select 'state', 'CATALOGUE', 1, coalesce(c.waits_since, c.due_at), '{}',
         coalesce(c.trouble, 'no reading has come to its end' || coalesce('; now reads ' || c.claimed_by, ''))
    from bridge.catalogue_sync c
   where coalesce(c.waits_since, c.due_at)
         < now() - cast(:#catalogue_ms as bigint) * interval '1 millisecond'
     and not exists (select 1 from bridge.pause p where p.name = 'catalogue-sync')
   union all
  select 'sign', s.cause, s.counter, now() - s.for_ms * interval '1 millisecond',
         array(select jsonb_array_elements_text(s.orders)), s.detail
    from jsonb_to_recordset(cast(:#signs as jsonb)) as s (
           cause text, counter bigint, for_ms bigint, orders jsonb, detail text)
), seen as (
  select distinct on (cause) kind, cause, counter, began_at, orders, detail
    from found
   order by cause, kind desc
), standing as (
  insert into bridge.alert as a (kind, cause, counter, most, began_at, orders, detail, opened_at, seen_at)
  select kind, cause, counter, counter, began_at, orders, detail, now(), now()
    from seen
   order by cause
  on conflict (cause) do update
     set kind      = excluded.kind,
         opened_at = case when a.over_at < now() - cast(:#settle_ms as bigint) * interval '1 millisecond'
                          then now() else a.opened_at end,
         began_at  = case when a.over_at is null then least(a.began_at, excluded.began_at) else excluded.began_at end,
         most      = case when a.over_at is null then greatest(a.most, excluded.counter) else excluded.counter end,
         over_at   = null,
         seen_at   = excluded.seen_at,
         counter   = excluded.counter,
         orders    = excluded.orders,
         detail    = excluded.detail
  returning cause
), fresh as materialized (
  select note_id
    from bridge.alert_note
   order by note_id
   limit 1000
     for update skip locked
), noted as (
  delete from bridge.alert_note
   where note_id = any (array(select note_id from fresh))
  returning note_id, cause, order_no, detail, at
), event as (
  insert into bridge.alert as a (kind, cause, counter, most, began_at, orders, detail, opened_at, seen_at)
  select 'event', cause, count(*), count(*), min(at),
         coalesce((array_agg(order_no order by note_id desc) filter (where order_no is not null))[1:5], '{}'),
         (array_agg(detail order by note_id desc))[1], now(), now()
    from noted
   group by cause
   order by cause
  on conflict (cause) do update
     set kind     = excluded.kind,
         counter  = a.counter + excluded.counter,
         most     = a.counter + excluded.counter,
         began_at = excluded.began_at,
         orders   = case when a.over_at is null then (excluded.orders || a.orders)[1:5] else excluded.orders end,
         detail   = excluded.detail,
         seen_at  = excluded.seen_at,
         over_at  = null
  returning cause
), quiet as (
  update bridge.alert a
     set over_at = now()
   where a.kind = 'event'
     and a.over_at is null
     and a.cause <> all (array(select cause from noted))
     and case a.cause
           when 'RESTORE' then not exists (select 1 from bridge.restore where walked_at is null)
           when 'SWEPT' then exists (select 1 from bridge.sweep
                                      where begun_at > a.seen_at and ended_at > begun_at)
           when 'STRAY' then not exists (select 1 from bridge.stray s
                                           join bridge.order_journal o on o.order_no = s.mark
                                          where s.found_by = 'sweep')
           when 'WENT_BACK' then exists (select 1 from bridge.sweep where went_back = 0)
           else false end
  returning cause
), ended as (
  update bridge.alert
     set over_at = now(), counter = 0
   where over_at is null
     and cause <> all (array(select cause from seen))
     and (kind = 'state'
          or (kind = 'sign'
              and cast(:#knows_itself as boolean)
              and seen_at < now() - cast(:#quiet_ms as bigint) * interval '1 millisecond'))
  returning cause
)
select (select count(*) from standing) as open,
       (select count(*) from event) as events,
       (select count(*) from ended) + (select count(*) from quiet) as ended
