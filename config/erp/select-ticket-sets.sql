-- Which of these the ERP has, so that the others are inserted.
select t.set_id as id
  from erp_ticket_set t
 where t.set_id in (:#in:ids)
