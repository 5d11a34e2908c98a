-- A person wants orders to end as cancelled. Leaves nothing by itself: it sets the wish that the next
-- claim carries out after a read, and that a worker that has the order finds in the statement before
-- "done". After that the remote state decides.
with wanted as (
  select w.order_no, w.place
    from jsonb_array_elements_text(cast(:#order_nos as jsonb)) with ordinality as w (order_no, place)
), looked as materialized (
  select w.order_no, w.place, o.order_id, o.status, o.stage, o.committing, o.fence,
         case when o.order_id is null then 'unknown'
              when o.outcome = 'done' or o.stage in ('committed', 'ticketed') then 'sold'
              when o.outcome = 'cancelled' then 'cancelled'
              when o.status = 'finished' then 'ended'
              when (o.wish = 'cancel' or o.decision = 'cancelled') and o.due_at is not null then 'asked'
              when o.committing then 'unclear'
              when o.claimed_by is not null then 'ask'
              when o.remote_id is null then 'cancel'
              else 'release'
         end as effect
    from wanted w
    left join lateral (select j.order_id, j.status, j.stage, j.outcome, j.decision, j.committing, j.fence,
                              j.claimed_by, j.due_at, j.waiting_for, j.remote_id, j.wish,
                              j.cancel_requested, j.report_at, j.report_attempts
                         from bridge.order_journal j
                        where j.order_no = w.order_no
                        order by j.revision desc
                        limit 1) o on true
), verdict (effect, applies, words) as (
  values ('unknown', false, 'the journal does not know it'),
         ('sold', false, 'it is sold; only a refund helps'),
         ('cancelled', false, 'it is cancelled already'),
         ('ended', false, 'it has ended as refused and holds nothing'),
         ('asked', false, 'that was asked for already'),
         ('unclear', true, 'whether it was sold is not known: if so, it stays sold; if not, it ends as CANCELLED'),
         ('ask', true, 'a worker has it at this moment and cancels it before the sale, unless that is under way'),
         ('cancel', true, 'it ends as CANCELLED'),
         ('release', true, 'its hold is given back after a read, then it ends as CANCELLED')
), chosen as (
  select l.order_id, l.status, l.stage, l.committing, l.fence, l.effect, v.words,
         (cast(:#acted as bigint) + row_number() over (order by l.place) - 1)
           * cast(:#gap_ms as bigint) * interval '1 millisecond' as wait
    from looked l
    join verdict v on v.effect = l.effect
   where v.applies
     and cast(:#really as boolean)
), saved as (
  update bridge.order_journal o
     set wish        = 'cancel',
         wish_by     = cast(:#by as text),
         waiting_for = null,
         due_at      = case when o.claimed_by is not null then o.due_at
                            else least(o.due_at, now() + c.wait) end
    from chosen c
   where o.order_id = c.order_id
     and o.status = c.status
     and o.stage = c.stage
     and o.committing = c.committing
     and o.fence is not distinct from c.fence
  returning o.order_id, o.due_at, c.words
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, cast(:#by as text), 'cancel asked by a person', words from saved
)
select l.order_no, l.effect, v.applies, v.words, s.order_id is not null as saved, s.due_at
  from looked l
  join verdict v on v.effect = l.effect
  left join saved s on s.order_id = l.order_id
 order by l.place
