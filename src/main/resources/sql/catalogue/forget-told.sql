-- Another instance reads meanwhile, and this one may have written into the ERP after it. What the ERP has is
-- not known then, so the next run tells it again.
update bridge.catalogue_item i
   set told = null
  from jsonb_to_recordset(cast(:#items as jsonb)) as w (kind text, id text)
 where i.kind = w.kind
   and i.id = w.id
