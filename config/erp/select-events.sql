-- Which of these the ERP has, so that the others are inserted.
select t.event_id as id
  from erp_event t
 where t.event_id in (:#in:ids)
