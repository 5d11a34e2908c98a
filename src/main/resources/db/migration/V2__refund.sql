-- Refunds. One row is one refund request at Ticketscloud that is to be made, is made, or was found there.
-- Like an order it is claimed with a lease and a fence, and whatever a killed process must not forget is
-- in its row.

create table refund_journal (
  refund_id        bigint generated always as identity primary key,

  -- the ERP's number; of the parts of a split one R-1, R-1/2, R-1/3; of one that was begun elsewhere the
  -- remote id. request_no is the row of the ERP that asked for it.
  refund_no        text        not null unique,
  request_no       text        not null,
  origin           text        not null default 'erp' check (origin in ('erp', 'remote')),

  order_no         text,
  culprit          text,
  expected_nominal numeric(12, 2),
  requested_at     timestamptz,
  received_at      timestamptz not null default now(),

  -- What the ERP has decided, at any time, and may take back: decided is what its own row says, decision
  -- what counts. A part of a split one without a decision of its own follows the refund that was asked for.
  decided          text        check (decided in ('approve', 'reject', 'unknown')),
  decision         text        check (decision in ('approve', 'reject', 'unknown')),

  status           text        not null default 'waiting'
                   check (status in ('waiting', 'working', 'held', 'finished')),
  outcome          text        check (outcome in ('approved', 'rejected', 'refused')),
  reason_code      text,
  reason           text,
  finished_at      timestamptz,

  due_at           timestamptz,
  fence            uuid,
  claimed_by       text,
  claims           integer     not null default 0,
  attempts         integer     not null default 0,
  attempt_class    text,
  problem          text,
  held_since       timestamptz,

  -- taken again from the ERP, because a backup of this journal was put back: what was sent is not known
  restored         boolean     not null default false,

  -- Requests that may have created a remote refund whose id we don't know: written before each of them.
  -- sent_from is Ticketscloud's clock before the first, last_sent_at this journal's before the last.
  sends            integer     not null default 0,
  sent_from        timestamptz,
  last_sent_at     timestamptz,

  -- the remote refund. foreign_ids are those that name the same tickets and were seen to be somebody else's.
  remote_id        text        unique,
  remote_status    text,
  remote_nominal   numeric(12, 2),
  remote_finished_at timestamptz,
  foreign_ids      jsonb       not null default '[]',

  report_at        timestamptz,
  report_attempts  integer     not null default 0,
  reported_status  text,
  reported_at      timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

create index refund_journal_due on refund_journal (due_at) where due_at is not null;
create index refund_journal_report on refund_journal (report_at) where report_at is not null;
create index refund_journal_open on refund_journal (refund_id) where status <> 'finished';
create index refund_journal_order on refund_journal (order_no);
create index refund_journal_request on refund_journal (request_no);

-- A ticket is in one live refund of the ERP at most; a refused or rejected one lets it go. What others do
-- in the cabinet is not under this rule: it is found, compared and told. A ticket that was refunded may be
-- sold again, so the order belongs to it.
create table refund_ticket (
  refund_id bigint  not null references refund_journal,
  order_no  text,
  ticket_id text    not null,
  live      boolean not null,
  primary key (refund_id, ticket_id)
);
create unique index refund_ticket_live on refund_ticket (order_no, ticket_id) where live;
create index refund_ticket_order on refund_ticket (order_no, ticket_id);

create table refund_history (
  refund_id  bigint      not null,
  history_id bigint      generated always as identity,
  at         timestamptz not null default clock_timestamp(),
  instance   text,
  fact       text        not null,
  detail     text,
  primary key (refund_id, history_id)
);

-- How far the list of all refunds has been read: by their creation, and by their end. Everything between
-- since and covered_to was read at least once. Times are those of Ticketscloud's clock.
create table refund_window (
  kind       text        primary key check (kind in ('created', 'finished')),
  since      timestamptz not null,
  covered_to timestamptz not null,
  due_at     timestamptz not null default now(),
  fence      uuid,
  claimed_by text,
  read_at    timestamptz not null default now(),
  trouble    text,
  troubles   integer     not null default 0
);

-- The ledger behind it: each read of a window that came to its end. One that begins later than an earlier
-- one has ended would be a gap.
create table refund_coverage (
  coverage_id bigint      generated always as identity primary key,
  kind        text        not null,
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  read_at     timestamptz not null default now(),
  instance    text,
  pages       integer     not null,
  refunds     integer     not null
);
create index refund_coverage_read on refund_coverage (read_at);

-- Refunds of orders that this journal never made: counted and listed, not imported.
create table refund_stray (
  remote_id    text        primary key,
  remote_order text,
  event_id     text,
  status       text,
  nominal      numeric(12, 2),
  first_seen   timestamptz not null default now(),
  last_seen    timestamptz not null default now()
);
