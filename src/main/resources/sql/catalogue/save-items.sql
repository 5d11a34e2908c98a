-- Notes what the ERP has been told by now. Known items are changed and not inserted again, so that numbers
-- are given to new ones only. Zero rows: another instance reads.
with wanted as (
  select w.kind, w.id, w.owner, w.told, w.body
    from jsonb_to_recordset(cast(:#items as jsonb)) as w (kind text, id text, owner text, told uuid, body text)
   where exists (select 1 from bridge.catalogue_sync s where s.fence = cast(:#fence as uuid))
), known as (
  update bridge.catalogue_item i
     set owner      = w.owner,
         told       = w.told,
         body       = cast(w.body as jsonb),
         missed     = 0,
         changed_at = now(),
         retired_at = null
    from wanted w
   where i.kind = w.kind
     and i.id = w.id
  returning i.item_no, i.kind, i.id
), fresh as (
  insert into bridge.catalogue_item (kind, id, owner, told, body)
  select w.kind, w.id, w.owner, w.told, cast(w.body as jsonb)
    from wanted w
   where not exists (select 1 from known k where k.kind = w.kind and k.id = w.id)
  returning item_no
)
select item_no from known
 union all
select item_no from fresh
