-- A remote answer has shown that this remote order holds nothing any more. What comes then depends
-- on what was decided: the order ends, stays with a person, or may get another remote order.
-- A person's wish that came meanwhile is looked at by the next claim, at once.
with saved as (
  update bridge.order_journal
     set status        = :#status,
         stage         = 'received',
         outcome       = :#outcome,
         decision      = :#decision,
         reason_code   = :#reason_code,
         reason        = :#reason,
         remote_id     = null,
         expires_at    = null,
         unseated      = null,
         unclear       = null,
         waiting_for   = null,
         committing    = false,
         attempts      = 0,
         attempt_class = null,
         held_since    = case when :#status = 'held' then coalesce(held_since, now()) end,
         finished_at   = case when :#status = 'finished' then now() end,
         due_at        = case when wish is distinct from cast(:#wish as text)
                               and (:#status = 'waiting' or (:#status = 'held' and wish = 'cancel'))
                              then now() else now() + cast(:#due_in_ms as bigint) * interval '1 millisecond' end,
         wish          = case when :#status = 'held' then nullif(wish, 'hold') else wish end,
         claimed_by    = null,
         fence         = null,
         report_at     = case when :#report then now() else report_at end,
         report_attempts = case when :#report then 0 else report_attempts end
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id, status, outcome, reason_code, reason
), seen as (
  update bridge.remote_order
     set seen = :#seen, seen_at = now()
   where remote_id = :#remote_id
     and exists (select 1 from saved)
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, :#instance, 'released',
         coalesce(cast(:#remote_id as text) || ' was seen ' || cast(:#seen as text), 'there was no remote order')
    from saved
)
select status, outcome, reason_code, reason from saved
