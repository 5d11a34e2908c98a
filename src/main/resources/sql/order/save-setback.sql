-- One step did not go through. Everything that follows from it is decided before and written here at
-- once. A person's wish that came meanwhile is looked at by the next claim, at once. A remote order that
-- waits for money does not count among those that the order may have.
with waits as (
  update bridge.remote_order
     set waited = true
   where order_id = :#order_id
     and remote_id = (select remote_id
                        from bridge.order_journal
                       where order_id = :#order_id
                         and fence = cast(:#fence as uuid))
     and cast(:#waiting_for as text) = 'commits'
     and not waited
  returning remote_id
), saved as (
  update bridge.order_journal
     set status        = :#status,
         decision      = :#decision,
         outcome       = :#outcome,
         reason_code   = :#reason_code,
         reason        = :#reason,
         problem       = :#problem,
         attempts      = :#attempts,
         attempt_class = :#attempt_class,
         unclear       = :#unclear,
         waiting_for   = :#waiting_for,
         remote_orders = remote_orders - (select count(*) from waits),
         committing    = :#committing,
         held_since    = case when :#status = 'held' then coalesce(held_since, now()) end,
         finished_at   = case when :#status = 'finished' then now() end,
         due_at        = case when wish is distinct from cast(:#wish as text)
                               and (:#status = 'waiting' or (:#status = 'held' and wish = 'cancel'))
                              then now() else now() + cast(:#due_in_ms as bigint) * interval '1 millisecond' end,
         wish          = case when :#status = 'held' then nullif(wish, 'hold') else wish end,
         promo_codes   = case when :#drop_promo_codes then '[]' else promo_codes end,
         claimed_by    = null,
         fence         = null,
         report_at     = case when :#report then now() else report_at end,
         report_attempts = case when :#report then 0 else report_attempts end
   where order_id = :#order_id
     and fence = cast(:#fence as uuid)
  returning order_id
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, :#instance, :#fact, :#problem from saved
)
select order_id from saved
