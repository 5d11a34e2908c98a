-- Which of these remote refunds belong to a row already.
select r.remote_id, r.refund_no
  from bridge.refund_journal r
 where r.remote_id = any (array(select jsonb_array_elements_text(cast(:#remote_ids as jsonb))))
