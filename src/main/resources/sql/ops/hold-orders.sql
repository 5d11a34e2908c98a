-- A person takes orders out of automation. Leaves "waiting"; a worker that has the order at this
-- moment is not pulled away, but finds the wish in the statement before "done". A hold is kept for a
-- while, as for every held order; with an unclear "done" nothing is cancelled and reading goes on.
with wanted as (
  select w.order_no, w.place
    from jsonb_array_elements_text(cast(:#order_nos as jsonb)) with ordinality as w (order_no, place)
), looked as materialized (
  select w.order_no, w.place, o.order_id, o.status, o.stage, o.committing, o.fence,
         case when o.order_id is null then 'unknown'
              when o.outcome = 'done' or o.stage in ('committed', 'ticketed') then 'sold'
              when o.status = 'finished' then 'ended'
              when o.status = 'held' then 'held'
              when o.decision in ('refused', 'cancelled') or o.cancel_requested or o.wish = 'cancel' then 'ending'
              when o.wish = 'hold' and o.status = 'working' then 'asked'
              when o.status = 'working' then 'ask'
              when o.committing then 'unclear'
              else 'hold'
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
         ('ended', false, 'it has ended without a sale'),
         ('held', false, 'it is held already'),
         ('ending', false, 'it is about to be refused or cancelled'),
         ('asked', false, 'that was asked for already; a worker still has it'),
         ('ask', true, 'a worker has it at this moment and holds it before the sale, unless that is under way'),
         ('unclear', true, 'it is held; whether it was sold is not known, so it is read on and becomes DONE if it was'),
         ('hold', true, 'it is held')
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
     set status        = case when c.effect = 'ask' then o.status else 'held' end,
         wish          = case when c.effect = 'ask' then 'hold' end,
         wish_by       = cast(:#by as text),
         reason_code   = case when c.effect = 'ask' then o.reason_code else 'HELD_BY_PERSON' end,
         reason        = case when c.effect = 'ask' then o.reason
                              else 'taken out of automation by ' || cast(:#by as text) end,
         waiting_for   = null,
         held_since    = case when c.effect = 'ask' then o.held_since else now() end,
         due_at        = case when c.effect in ('ask', 'unclear') or o.claimed_by is not null then o.due_at
                              when o.remote_id is null then null
                              else now() + least(o.expires_at - now(),
                                                 cast(:#hold_ms as bigint) * interval '1 millisecond') end,
         report_at     = case when c.effect = 'ask' then o.report_at else now() end,
         report_attempts = case when c.effect = 'ask' then o.report_attempts else 0 end
    from chosen c
   where o.order_id = c.order_id
     and o.status = c.status
     and o.stage = c.stage
     and o.committing = c.committing
     and o.fence is not distinct from c.fence
  returning o.order_id, o.due_at, c.words
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, cast(:#by as text), 'hold asked by a person', words from saved
)
select l.order_no, l.effect, v.applies, v.words, s.order_id is not null as saved, s.due_at
  from looked l
  join verdict v on v.effect = l.effect
  left join saved s on s.order_id = l.order_id
 order by l.place
