-- One instance sweeps for all; if it dies, the sweep is due again when its lease has ended.
update bridge.sweep
   set due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence      = gen_random_uuid(),
       claimed_by = :#instance,
       begun_at   = now()
 where due_at <= now()
returning cast(fence as text) as fence
