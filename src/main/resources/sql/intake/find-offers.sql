-- What the mirrored catalogue says of the events and categories of one batch. Nothing when it was not read
-- for a while: an old catalogue refuses nobody.
select i.kind, i.id, i.owner,
       i.retired_at is not null or coalesce(i.body ->> 'status' = 'STAND_BY', false) as closed,
       cast(i.body ->> 'vacant' as integer) as vacant
  from jsonb_to_recordset(cast(:#names as jsonb)) as w (kind text, id text)
  join bridge.catalogue_item i on i.kind = w.kind and i.id = w.id
 where exists (select 1
                 from bridge.catalogue_sync s
                where s.sound_at > now() - cast(:#fresh_ms as bigint) * interval '1 millisecond')
