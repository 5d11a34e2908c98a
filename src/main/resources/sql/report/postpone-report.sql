-- The ERP row is not in a state that a report may leave; it is looked at again soon.
update bridge.order_journal
   set report_at = now() + cast(:#due_in_ms as bigint) * interval '1 millisecond'
 where order_id = :#order_id
   and report_at = cast(:#claimed_until as timestamptz)
