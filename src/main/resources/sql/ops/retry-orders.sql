-- A person wants orders tried again: the same revision, read first, spread over time. Leaves "held",
-- and "waiting" where nobody has the order; the ERP is told again of a result that it did not take. A
-- worker that looks after a hold at this moment loses its fence and is waited for until its lease ends.
with wanted as (
  select w.order_no, w.place
    from jsonb_array_elements_text(cast(:#order_nos as jsonb)) with ordinality as w (order_no, place)
), looked as materialized (
  select w.order_no, w.place, o.order_id, o.status, o.stage, o.committing, o.fence,
         case when o.order_id is null then 'unknown'
              when o.status = 'finished' and o.report_at is not null and o.report_attempts > 1 then 'tell'
              when o.outcome = 'done' then 'sold'
              when o.status = 'finished' then 'ended'
              when o.status = 'held' and o.stage in ('committed', 'ticketed') and o.claimed_by is null then 'read'
              when o.status = 'held' and o.stage in ('committed', 'ticketed') then 'reading'
              when o.status = 'held' and o.claimed_by is null then 'again'
              when o.status = 'held' then 'after'
              when o.waiting_for = 'commits' then 'money'
              when o.due_at <= now() then 'due'
              when o.claimed_by is not null then 'busy'
              else 'sooner'
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
         ('tell', true, 'it has ended; the ERP is told again at once'),
         ('sold', false, 'it is sold; set it to NEW in the ERP to have it told again with its tickets'),
         ('ended', false, 'it has ended without a sale; set it to NEW in the ERP to try its next revision'),
         ('read', true, 'it is sold; it is read and compared again'),
         ('reading', false, 'it is sold, and a worker reads it at this moment'),
         ('again', true, 'it goes on, and is read first'),
         ('after', true, 'a worker looks after its hold at this moment; it goes on when that lease has ended'),
         ('money', false, 'it waits for money on the account and goes on by itself'),
         ('due', false, 'it is due already and no worker has taken it yet: does bin/bridge run?'),
         ('busy', false, 'a worker has it at this moment'),
         ('sooner', true, 'it is tried again sooner')
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
     set status          = case when c.effect in ('again', 'after') then 'waiting' else o.status end,
         due_at          = case when c.effect in ('tell', 'after') then o.due_at else now() + c.wait end,
         fence           = null,
         attempts        = 0,
         attempt_class   = null,
         held_since      = case when c.effect in ('again', 'after') then null else o.held_since end,
         reason_code     = case when c.effect in ('again', 'after') and o.decision is null
                                then null else o.reason_code end,
         reason          = case when c.effect in ('again', 'after') and o.decision is null
                                then null else o.reason end,
         wish            = case when c.effect in ('again', 'after') then null else o.wish end,
         report_at       = case when c.effect in ('again', 'after', 'tell') then now() else o.report_at end
    from chosen c
   where o.order_id = c.order_id
     and o.status = c.status
     and o.stage = c.stage
     and o.committing = c.committing
     and o.fence is not distinct from c.fence
  returning o.order_id, o.due_at, c.words
), told as (
  insert into bridge.order_history (order_id, instance, fact, detail)
  select order_id, cast(:#by as text), 'retry asked by a person', words from saved
)
select l.order_no, l.effect, v.applies, v.words, s.order_id is not null as saved, s.due_at
  from looked l
  join verdict v on v.effect = l.effect
  left join saved s on s.order_id = l.order_id
 order by l.place
