-- The first poll begins the ledger. An earlier refund.since than before begins it anew from there: what is
-- read twice has no second effect.
insert into bridge.refund_window as w (kind, since, covered_to)
select kind, :#since, :#since
  from unnest(array['created', 'finished']) as k (kind)
on conflict (kind) do update
   set since = excluded.since, covered_to = excluded.since, due_at = now(), fence = null, claimed_by = null
 where cast(:#given as boolean)
   and excluded.since < w.since
