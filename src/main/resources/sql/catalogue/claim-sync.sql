-- One instance reads for all; if it dies, the catalogue is due again when its lease has ended.
update bridge.catalogue_sync
   set due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence      = gen_random_uuid(),
       claimed_by = :#instance,
       began_at   = now()
 where due_at <= now()
returning cast(fence as text) as fence, requested, full_wanted as full, seats_wanted as seats_of
