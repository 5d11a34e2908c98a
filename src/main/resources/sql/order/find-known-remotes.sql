-- Which of these remote orders this journal has created.
select r.remote_id
  from bridge.remote_order r
  join jsonb_array_elements_text(cast(:#remote_ids as jsonb)) as wanted (remote_id) on wanted.remote_id = r.remote_id
