-- While commits are paused, one waiting order becomes due so that it can ask whether they may go on.
-- An order whose hold has run out is of no use for that as long as another one still holds tickets.
update bridge.order_journal
   set due_at = now()
 where order_id = (select o.order_id
                     from bridge.order_journal o
                    where o.waiting_for = 'commits'
                      and o.claimed_by is null
                      and o.due_at > now()
                      and exists (select 1
                                    from bridge.pause
                                   where name = 'commits'
                                     and probe_at <= now())
                    order by o.expires_at < now(), o.expires_at
                    limit 1
                      for update skip locked)
