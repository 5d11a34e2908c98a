-- The channel has it. What is told next is a change, or the same once more after alert.repeat-after.
update bridge.alert_told
   set opened_at = cast(:#opened_at as timestamptz),
       told_at   = now(),
       is_over   = :#is_over,
       counter   = :#told_counter,
       next_at   = now(),
       attempts  = 0
 where cause = :#cause
   and channel = :#channel
   and next_at = cast(:#claimed_until as timestamptz)
