-- Refunds that were listed because nobody here had made their order: restore mode may have found the order
-- since. Then the list is read again from its beginning; what is known already changes nothing.
with known as (
  delete from bridge.refund_stray s
   using bridge.remote_order r
   where r.remote_id = s.remote_order
  returning s.remote_id
)
update bridge.refund_window
   set covered_to = since, due_at = now(), fence = null, claimed_by = null
 where exists (select 1 from known)
