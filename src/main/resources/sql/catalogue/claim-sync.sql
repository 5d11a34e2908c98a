-- One instance reads for all; if it dies, the catalogue is due again when its lease has ended.
-- What was due for long was claimed by nobody, as in a downtime: the wait for a sound reading begins anew.
update bridge.catalogue_sync
   set due_at      = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence       = gen_random_uuid(),
       claimed_by  = :#instance,
       began_at    = now(),
       waits_since = case when due_at < now() - interval '10 minutes' then now()
                          else coalesce(waits_since, now()) end
 where due_at <= now()
returning cast(fence as text) as fence, requested, repeats, full_no, seats_wanted as seats_of, seatless
