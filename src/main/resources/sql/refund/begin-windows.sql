-- The first poll begins the ledger, with restore mode as far back as that searches. An earlier refund.since than
-- before begins it anew from there: what is read twice has no second effect.
insert into bridge.refund_window as w (kind, since, covered_to)
select k.kind, f.since, f.since
  from unnest(array['created', 'finished']) as k (kind)
 cross join (select case when cast(:#given as boolean) then :#since
                         else least(:#since, (select r.since from bridge.restore r)) end as since) f
on conflict (kind) do update
   set since = excluded.since, covered_to = excluded.since, due_at = now(), fence = null, claimed_by = null
 where cast(:#given as boolean)
   and excluded.since < w.since
