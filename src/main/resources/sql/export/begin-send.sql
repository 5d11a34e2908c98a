-- The last thing before it is sent: from here on, whoever finds this row must think that it was. Renews the
-- lease. Zero rows: another instance has the run. What may be sent any number of times counts nothing.
with sending as (
  update bridge.export_slot
     set unclear  = unclear + cast(:#counts as integer),
         repeated = repeated or unclear > 0,
         due_at   = now() + cast(:#lease_ms as bigint) * interval '1 millisecond'
   where slot_id = :#slot_id
     and fence = cast(:#fence as uuid)
  returning slot_id, unclear, repeated
), told as (
  insert into bridge.export_history (slot_id, instance, fact, detail)
  select slot_id, :#instance, 'sends', case when repeated then 'a repeat: it may arrive twice' end
    from sending
)
select unclear, repeated
  from sending
