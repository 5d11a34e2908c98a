-- Asked between two pages of a read that is for several refunds. A claim that is not returned is lost.
update bridge.refund_journal
   set due_at = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
 where fence = any (array(select cast(jsonb_array_elements_text(cast(:#fences as jsonb)) as uuid)))
returning refund_id
