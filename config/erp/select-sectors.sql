-- Which of these the ERP has, so that the others are inserted.
select t.sector_id as id
  from erp_sector t
 where t.sector_id in (:#in:ids)
