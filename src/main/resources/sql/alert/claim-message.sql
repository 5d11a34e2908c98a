-- Gives this instance one message of one channel: a cause that is new, lasts, or is over, or events that
-- were not told yet. Of several instances one gets it: the moved next_at is its lease, and whoever
-- compared an older row finds that it has changed.
with due as materialized (
  select a.cause, a.kind, a.opened_at, a.began_at, a.over_at, a.counter, a.most, a.orders, a.detail,
         t.told_at,
         coalesce(t.attempts, 0) as attempts,
         case when a.kind = 'event' then a.counter - coalesce(t.counter, 0) else a.counter end as fresh,
         case when a.kind = 'event' and a.counter > coalesce(t.counter, 0) then 'new'
              when a.over_at is not null then 'over'
              when a.kind <> 'event' and t.opened_at = a.opened_at then 'lasts'
              else 'new' end as news
    from bridge.alert a
    left join bridge.alert_told t on t.cause = a.cause and t.channel = :#channel
   where coalesce(t.next_at, '-infinity') <= now()
     and case when a.kind = 'event' and (a.over_at is null or a.counter > coalesce(t.counter, 0))
              then a.counter > coalesce(t.counter, 0)
                   and coalesce(t.told_at, '-infinity')
                       < now() - cast(:#repeat_ms as bigint) * interval '1 millisecond'
              when a.over_at is not null
              then t.opened_at = a.opened_at
                   and not t.is_over
                   and a.over_at < now() - cast(:#settle_ms as bigint) * interval '1 millisecond'
              when t.opened_at = a.opened_at
              then t.told_at < now() - cast(:#repeat_ms as bigint) * interval '1 millisecond'
              else a.opened_at < now() - cast(:#settle_ms as bigint) * interval '1 millisecond' end
   order by a.opened_at, a.cause
   limit 1
), claimed as (
  insert into bridge.alert_told as t (cause, channel, told_at, next_at, attempts)
  select cause, :#channel, told_at, now() + interval '60 seconds', attempts + 1
    from due
  on conflict (cause, channel) do update
     set next_at  = excluded.next_at,
         attempts = excluded.attempts
   where t.next_at <= now()
     and t.told_at is not distinct from excluded.told_at
  returning t.cause, t.next_at, t.attempts
)
select due.cause, due.kind, due.news, due.fresh as counter, due.counter as told_counter, due.most,
       due.began_at, due.over_at, due.detail,
       cast(to_jsonb(due.orders) as text) as orders,
       cast(due.opened_at as text) as opened_at,
       cast(claimed.next_at as text) as claimed_until,
       claimed.attempts,
       cast(extract(epoch from coalesce(due.over_at, now()) - due.began_at) as bigint) as lasts_seconds
  from due
  join claimed on claimed.cause = due.cause
