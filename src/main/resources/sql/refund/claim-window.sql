-- One instance reads for all; if it dies, the window is due again when its lease has ended.
with due as materialized (
  select kind
    from bridge.refund_window
   where due_at <= now()
   order by due_at
   limit 1
     for update skip locked
)
update bridge.refund_window w
   set due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence      = gen_random_uuid(),
       claimed_by = :#instance
  from due
 where w.kind = due.kind
returning w.kind, w.since, w.covered_to, w.read_at, w.trouble, cast(w.fence as text) as fence
