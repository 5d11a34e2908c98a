-- What the ERP has decided about refunds that are on their way, or has not, or not any more (null). They stay
-- selected until they are final.
select r.refund_no,
       r.decision
  from erp_refund r
 where r.bridge_status in ('ACCEPTED', 'OPEN', 'HELD')
   and r.refund_no > :#after
 order by r.refund_no
 limit :#batch
