-- Exports on schedule: up to where the timetable of each export was looked at, one row per run and
-- addressee, and what happened to each. Which exports there are is said in exports.yaml only.

-- One row per export of exports.yaml. gone_since: no instance knows it any more, or not yet.
create table export_ledger (
  export        text        primary key,
  timetable     text        not null,
  covered_until timestamptz not null,
  reached       timestamptz not null,
  gone_since    timestamptz
);

-- One logical run for one addressee. The unique period is what makes it run once, whatever is
-- started twice, changed or configured differently. A claim moves due_at to the end of its lease.
create table export_slot (
  slot_id     bigint      generated always as identity primary key,
  export      text        not null,
  way         text        not null check (way in ('request', 'mail', 'folder')),
  target      text        not null,
  planned_at  timestamptz not null,
  period_from timestamptz not null,
  period_to   timestamptz not null,
  origin      text        not null check (origin in ('schedule', 'missed', 'backfill', 'person')),
  opened_at   timestamptz not null default now(),

  -- open: automation has given up, and a person decides; closed: a person has ended it
  status      text        not null default 'waiting'
              check (status in ('waiting', 'working', 'open', 'done', 'skipped', 'closed')),
  reason_code text,
  reason      text,
  due_at      timestamptz,
  deadline_at timestamptz not null,
  fence       uuid,
  claimed_by  text,
  -- counted by the claim, and taken back by whoever stops before he has tried
  attempts    integer     not null default 0,
  -- how many workers in a row had it and said nothing any more
  lost        integer     not null default 0,

  -- how often it may have been sent without a usable answer; counted before it is sent
  unclear     integer     not null default 0,
  -- somebody may have it more than once
  repeated    boolean     not null default false,
  -- it may have been sent by a journal that was lost
  restored    boolean     not null default false,

  -- what was sent, for files that the bridge builds
  tickets     bigint,
  orders      bigint,
  total       numeric(14, 2),
  checksum    text,
  began_at    timestamptz,
  ended_at    timestamptz,

  unique (export, way, target, period_from, period_to)
);
create index export_slot_done on export_slot (export, ended_at) where status = 'done';
create index export_slot_due on export_slot (due_at) where due_at is not null;
create index export_slot_open on export_slot (status, export) where status in ('waiting', 'working', 'open');

-- What tells other exports of a living instance from these; null: it has none.
alter table instance add column exports text;

-- Append-only, as for orders.
create table export_history (
  slot_id    bigint      not null references export_slot,
  history_id bigint      generated always as identity,
  at         timestamptz not null default clock_timestamp(),
  instance   text,
  fact       text        not null,
  detail     text,
  primary key (slot_id, history_id)
);
