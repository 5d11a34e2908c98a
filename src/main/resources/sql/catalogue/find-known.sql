-- What is known of the items of one batch, and what the ERP was told of them.
select i.item_no, i.kind, i.id, i.told, i.missed, i.retired_at is not null as retired
  from jsonb_to_recordset(cast(:#names as jsonb)) as w (kind text, id text)
  join bridge.catalogue_item i on i.kind = w.kind and i.id = w.id
