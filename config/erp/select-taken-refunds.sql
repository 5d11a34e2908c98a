-- Refunds that the bridge has taken and that are not final, a page by number: compared with the journal at every
-- start and now and then. One that the journal does not know was taken before a backup was put back. The
-- aliases are those of select-new-refunds, and two more.
select r.refund_no,
       r.order_no,
       r.culprit,
       r.expected_nominal,
       r.requested_at,
       r.decision,
       r.bridge_status,
       r.tc_refund_id
  from erp_refund r
 where r.bridge_status in ('ACCEPTED', 'OPEN', 'HELD')
   and r.refund_no > :#after
 order by r.refund_no
 limit :#batch
