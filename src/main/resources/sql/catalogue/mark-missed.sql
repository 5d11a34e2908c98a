-- They were not in a stream that had its proper end. What has been missed often enough is retired; its row
-- stays, also in the ERP. Zero rows: another instance reads.
update bridge.catalogue_item i
   set missed     = i.missed + 1,
       retired_at = case when w.retires then now() end
  from jsonb_to_recordset(cast(:#items as jsonb)) as w (item_no bigint, retires boolean)
 where i.item_no = w.item_no
   and exists (select 1 from bridge.catalogue_sync s where s.fence = cast(:#fence as uuid))
returning i.item_no
