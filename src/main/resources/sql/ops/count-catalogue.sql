-- What the catalogue has, and what is no longer in it.
select i.kind,
       count(*) filter (where i.retired_at is null) as live,
       count(*) filter (where i.retired_at is null and i.missed > 0) as missing,
       count(*) filter (where i.retired_at is not null) as retired,
       max(i.changed_at) as changed_at
  from bridge.catalogue_item i
 group by i.kind
 order by i.kind
