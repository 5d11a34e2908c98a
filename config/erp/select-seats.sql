-- Which of these the ERP has, so that the others are inserted.
select t.ticket_id as id
  from erp_seat t
 where t.ticket_id in (:#in:ids)
