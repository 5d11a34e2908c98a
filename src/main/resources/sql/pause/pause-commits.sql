-- No instance sends "done" while this row stands; one order every ten seconds probes.
insert into bridge.pause (name, reason, probe_at)
values ('commits', :#reason, now() + interval '10 seconds')
on conflict (name) do update
   set reason = excluded.reason,
       probe_at = now() + interval '10 seconds'
returning since = now() as is_new
