-- A person wants a run now: one instance takes it with its next heartbeat. What has a row of its own is made due
-- there, unless somebody has it at this moment. Zero rows: it is paused.
with asked as (
  update bridge.schedule s
     set wanted    = s.wanted + 1,
         wanted_at = now(),
         wanted_by = :#by
   where s.name = :#name
     and not exists (select 1 from bridge.pause p where p.name = s.name)
  returning s.name, s.wanted, s.wanted_at
), swept as (
  update bridge.sweep
     set due_at = now()
   where fence is null
     and exists (select 1 from asked where name = 'order-sweep')
), looked as (
  update bridge.refund_window
     set due_at = now()
   where fence is null
     and exists (select 1 from asked where name = 'refund-poll')
)
select name, wanted, wanted_at from asked
