-- No instance begins a run of this schedule while the row stands; what has begun goes on to its end. The last
-- word of several people is kept, and since when it stands.
insert into bridge.pause as p (name, reason, paused_by)
select s.name, :#reason, :#by
  from bridge.schedule s
 where s.name = :#name
   and s.pausable
on conflict (name) do update
   set reason    = excluded.reason,
       paused_by = excluded.paused_by
returning p.name, p.since as paused_at, p.paused_by, p.reason as pause_reason, p.since = now() as is_new,
          (select count(*) from bridge.instance i where i.seen_at > now() - interval '30 seconds') as instances
