-- Everything that runs on schedule: one row per schedule, for all instances together, as its last run has left
-- it. Instances write it along with their heartbeat, never per run: a poll may come twenty times a second.
create table schedule (
  name          text        primary key,

  -- as the instances are set: every so often, or by a cron expression in a zone. pausable: a person may pause
  -- it; wakeable: one instance runs it when a person asks; watched: SCHEDULE_LATE tells when it is overdue.
  every_ms      bigint,
  cron          text,
  zone          text,
  pausable      boolean     not null,
  wakeable      boolean     not null,
  watched       boolean     not null,

  -- when an instance has last said that it has this schedule
  seen_at       timestamptz not null,

  began_at      timestamptz,
  ended_at      timestamptz,
  next_at       timestamptz,
  result        text        check (result in ('fine', 'failed')),
  trouble       text,
  ended_by      text,

  -- the last time between two runs that was too long, and no pause
  missed_from   timestamptz,
  missed_to     timestamptz,
  resumed_at    timestamptz,

  -- Runs that people asked for are counted: one instance takes what is wanted, runs it, and says that it is
  -- served. Of a taker that died somebody sees that it is not.
  wanted        bigint      not null default 0,
  wanted_at     timestamptz,
  wanted_by     text,
  taken         bigint      not null default 0,
  taken_at      timestamptz,
  taken_by      text,
  served        bigint      not null default 0,
  served_result text,
  served_trouble text
) with (fillfactor = 50);

-- A pause of a schedule is a row like that of the commits. Whoever paused it is asked when it may go on.
alter table pause add column paused_by text;
