-- Gives this instance up to :#free orders. One statement is the whole claim: rows that another
-- instance is just taking are skipped, the lease is the new due time, the fence is never issued twice.
-- First come orders whose worker never gave them back, then those that hold tickets, then the others:
-- what was begun is not to wait behind a backlog. On a promoted standby, another server or other tables nothing
-- is claimed before restore mode has begun. An order that was changed after this statement has begun is left
-- for the next round: it would come as it is now, with the marks that the search of restore mode had found before.
with places as materialized (
  select case when exists (select 1
                             from bridge.place
                            where timeline <> left(pg_walfile_name(pg_current_wal_lsn()), 8)
                               or server <> (select cast(system_identifier as text) from pg_control_system())
                               or journal <> cast(cast(cast('bridge.order_journal' as regclass) as oid) as text))
              then 0 else cast(:#free as integer) end as free
), abandoned as materialized (
  select order_id, claimed_by
    from bridge.order_journal
   where due_at <= now()
     and claimed_by is not null
   order by due_at
   limit (select free from places)
     for update skip locked
), holding as materialized (
  select order_id, claimed_by
    from bridge.order_journal
   where due_at <= now()
     and claimed_by is null
     and expires_at is not null
   order by expires_at
   limit (select free from places) - (select count(*) from abandoned)
     for update skip locked
), others as materialized (
  select order_id, claimed_by
    from bridge.order_journal
   where due_at <= now()
     and claimed_by is null
     and expires_at is null
   order by due_at
   limit (select free from places) - (select count(*) from abandoned) - (select count(*) from holding)
     for update skip locked
), due as (
  select order_id, claimed_by from abandoned
   union all
  select order_id, claimed_by from holding
   union all
  select order_id, claimed_by from others
)
update bridge.order_journal o
   set status     = case when o.status = 'waiting' then 'working' else o.status end,
       due_at     = now() + cast(:#lease_ms as bigint) * interval '1 millisecond',
       fence      = gen_random_uuid(),
       claimed_by = :#instance,
       claims     = o.claims + 1
 where o.order_id = any (array(select order_id from due))
   and o.due_at = (select seen.due_at from bridge.order_journal seen where seen.order_id = o.order_id)
returning o.order_id, o.order_no, o.revision, o.event_id, cast(o.lines as text) as lines,
          o.customer_name, o.customer_email, o.customer_phone, o.customer_lang,
          cast(o.promo_codes as text) as promo_codes, o.send_tickets, o.expected_total,
          cast(o.raw as text) as raw, o.cancel_requested, o.status, o.stage, o.decision,
          o.reason_code, o.reason, cast(o.fence as text) as fence, o.claims, o.attempts,
          o.attempt_class, o.problem, o.unclear, o.waiting_for, o.committing, o.wish, o.wish_by, o.remote_id, o.remote_orders,
          cast(o.unseated as text) as unseated, cast(o.event_info as text) as event_info,
          (select claimed_by from due where due.order_id = o.order_id) is not null as taken_over,
          extract(epoch from o.expires_at - now()) * 1000 as expires_in_ms,
          extract(epoch from now() - coalesce(o.erp_created_at, o.received_at)) * 1000 as age_ms,
          extract(epoch from now() - o.held_since) * 1000 as held_for_ms,
          extract(epoch from now() - o.committed_at) * 1000 as committed_for_ms,
          (select r.walked_at is not null
                  and (o.received_at < r.started_at or o.erp_created_at is null
                       or o.erp_created_at - interval '1 day' >= r.walk_from)
             from bridge.restore r) as searched,
          (select cast(jsonb_agg(s.remote_id order by s.remote_id) as text)
             from bridge.stray s
            where s.mark = o.order_no
              and s.found_by = 'restore') as found
