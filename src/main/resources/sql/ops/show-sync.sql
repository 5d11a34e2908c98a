-- How the last reading of the catalogue ended, and when the next one is due.
select s.requested, s.served, s.claimed_by, s.began_at, s.ended_at, s.ended_by, s.sound_at, s.due_at,
       cast(s.counts as text) as counts, s.trouble, s.trouble_at, s.repeats, s.seats_wanted,
       greatest(0, extract(epoch from (now() - s.sound_at)))::bigint as sound_ago_seconds
  from bridge.catalogue_sync s
