-- The channel did not take it; it comes again, however long that takes.
update bridge.alert_told
   set next_at = now() + cast(:#due_in_ms as bigint) * interval '1 millisecond'
 where cause = :#cause
   and channel = :#channel
   and next_at = cast(:#claimed_until as timestamptz)
