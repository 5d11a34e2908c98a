-- Which of these remote orders this journal has created.
select remote_id
  from bridge.remote_order
 where remote_id = any (array(select jsonb_array_elements_text(cast(:#remote_ids as jsonb))))
