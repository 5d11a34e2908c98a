-- A stopping instance gives back what it has claimed and not begun.
update bridge.refund_journal
   set due_at     = now(),
       status     = case when status = 'working' then 'waiting' else status end,
       claimed_by = null,
       fence      = null
 where refund_id = :#refund_id
   and fence = cast(:#fence as uuid)
returning refund_id
