-- Written before each request that may create a remote refund: from here on only a read can say whether
-- there is one. Zero rows: the claim is lost, and nothing may be sent.
with saved as (
  update bridge.refund_journal
     set sends        = sends + 1,
         sent_from    = coalesce(sent_from, :#remote_now),
         last_sent_at = now(),
         due_at       = coalesce(now() + cast(:#lease_ms as bigint) * interval '1 millisecond', due_at)
   where refund_id = :#refund_id
     and fence = cast(:#fence as uuid)
     and remote_id is null
  returning refund_id, claimed_by, sends
), told as (
  insert into bridge.refund_history (refund_id, instance, fact, detail)
  select refund_id, claimed_by, 'asked for', 'request ' || sends from saved
)
select refund_id from saved
