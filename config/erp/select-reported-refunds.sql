-- Read before and after a report: a refund that is not there is inserted, one that is not as it was written
-- needs a decision.
select r.refund_no,
       r.bridge_status,
       r.tc_refund_id
  from erp_refund r
 where r.refund_no in (:#in:refund_nos)
