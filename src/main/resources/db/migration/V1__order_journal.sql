-- The journal: the only memory of the bridge. One row is one ERP order in one revision; everything
-- that a killed process must not forget is in it, and nothing else is needed to go on.
-- The schema "bridge" itself is created by the migration tool before this file runs.

create table order_journal (
  order_id         bigint generated always as identity primary key,
  order_no         text        not null,
  revision         integer     not null,

  -- what the ERP ordered
  event_id         text,
  lines            jsonb       not null default '[]',
  customer_name    text,
  customer_email   text,
  customer_phone   text,
  customer_lang    text,
  promo_codes      jsonb       not null default '[]',
  send_tickets     boolean     not null default false,
  expected_total   numeric(12, 2),
  raw              jsonb,
  erp_created_at   timestamptz,
  received_at      timestamptz not null default now(),
  cancel_requested boolean     not null default false,

  -- where it stands; technical status, progress and business outcome are three things
  status           text        not null default 'waiting'
                   check (status in ('waiting', 'working', 'held', 'finished')),
  stage            text        not null default 'received'
                   check (stage in ('received', 'created', 'reserved', 'identified', 'committed', 'ticketed')),
  outcome          text        check (outcome in ('done', 'refused', 'cancelled')),
  decision         text        check (decision in ('refused', 'cancelled', 'recreate')),
  reason_code      text,
  reason           text,
  finished_at      timestamptz,

  -- when it is looked at next. A claim moves due_at to the end of its lease: an order whose
  -- worker died is simply due again.
  due_at           timestamptz,
  fence            uuid,
  claimed_by       text,
  claims           integer     not null default 0,
  attempts         integer     not null default 0,
  attempt_class    text,
  problem          text,
  unclear          text,
  waiting_for      text        check (waiting_for in ('commits', 'search')),
  committing       boolean     not null default false,
  held_since       timestamptz,
  committed_at     timestamptz,

  -- what a person has asked for by a command while a worker had the order: the worker sees it in the
  -- statement just before "done", the next claim before anything else
  wish             text        check (wish in ('hold', 'cancel')),
  wish_by          text,

  -- the remote order that it has now; all it ever had are in remote_order
  remote_id        text,
  remote_orders    integer     not null default 0,
  expires_at       timestamptz,
  unseated         jsonb,
  event_info       jsonb,
  remote_number    bigint,
  remote_code      text,
  remote_total     numeric(12, 2),

  -- what the ERP has been told. report_at is null when there is nothing new to tell.
  report_at        timestamptz,
  report_attempts  integer     not null default 0,
  reported_status  text,
  reported_at      timestamptz,

  -- whether the buyer's data have been emptied
  purged           boolean     not null default false,

  unique (order_no, revision)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- Claims read only these three small indexes, however many orders are finished: orders whose worker's
-- lease ends, orders that hold tickets by the nearest expiry, and the others by due time.
create index order_journal_claimed on order_journal (due_at)
  where due_at is not null and claimed_by is not null;
create index order_journal_holding on order_journal (expires_at)
  where due_at is not null and claimed_by is null and expires_at is not null;
create index order_journal_due on order_journal (due_at)
  where due_at is not null and claimed_by is null and expires_at is null;
create index order_journal_report on order_journal (report_at)
  where report_at is not null;
-- For counts of open orders. Stage is in no index and a save leaves due_at as the claim has set it, so
-- that most saves of a worker write no index at all (HOT updates).
create index order_journal_open on order_journal (order_id)
  where status <> 'finished';
create index order_journal_waiting_for on order_journal (waiting_for, expires_at)
  where waiting_for is not null;
create index order_journal_personal on order_journal (reported_at)
  where status = 'finished' and not purged;

-- Every remote order that this journal ever created. seen is the last final status that a remote
-- answer has shown; only that proves that a remote order holds nothing any more.
create table remote_order (
  remote_id  text        primary key,
  order_id   bigint      not null references order_journal,
  created_at timestamptz not null default now(),
  seen       text        check (seen in ('done', 'cancelled', 'expired')),
  seen_at    timestamptz,

  -- whether it has waited for money: a long pause is to use up no order's remote orders
  waited     boolean     not null default false
);
create index remote_order_order on remote_order (order_id);

create table order_ticket (
  order_id          bigint not null references order_journal,
  ticket_id         text   not null,
  line_no           integer,
  barcode           text,
  serial            text,
  number            bigint,
  set_id            text,
  category          text,
  sector            text,
  seat_row          text,
  seat_number       text,
  price             numeric(12, 2),
  discount          numeric(12, 2),
  nominal           numeric(12, 2),
  extra             numeric(12, 2),
  full_price        numeric(12, 2),
  primary key (order_id, ticket_id)
);

-- Append-only: what happened to an order, in the words of the operations page.
create table order_history (
  order_id   bigint      not null,
  history_id bigint      generated always as identity,
  at         timestamptz not null default clock_timestamp(),
  instance   text,
  fact       text        not null,
  detail     text,
  primary key (order_id, history_id)
);

-- Keys of Camel's idempotent consumer. A key and its journal row are written in one transaction.
create table processed_message (
  processor    text        not null,
  message_id   text        not null,
  processed_at timestamptz not null default now(),
  primary key (processor, message_id)
);

-- A pause that concerns all instances, e.g. commits while the account has no money.
create table pause (
  name     text        primary key,
  reason   text        not null,
  since    timestamptz not null default now(),
  probe_at timestamptz not null default now(),
  woken_at timestamptz not null default now()
);

-- The processes that run. Each writes its row again and again; one that was silent for three times its
-- interval counts as gone. request_rate is what it may send in a second: the rows of the living never
-- add up to more than the limit of all. Two processes of one name are two rows.
create table instance (
  run_id       uuid             primary key,
  name         text             not null,
  version      text             not null,
  request_rate double precision not null default 0,
  started_at   timestamptz      not null,
  seen_at      timestamptz      not null
);

-- What somebody must be told, one row per cause. A "state" is read from the journal by every instance,
-- a "sign" is what an instance notices (a pause, a database that is down), an "event" has no end.
-- opened_at names the time from one beginning to one end; over_at is that end.
create table alert (
  cause     text        primary key,
  kind      text        not null check (kind in ('state', 'sign', 'event')),
  opened_at timestamptz not null,
  began_at  timestamptz not null,
  seen_at   timestamptz not null,
  over_at   timestamptz,
  counter   bigint      not null,
  most      bigint      not null,
  orders    text[]      not null default '{}',
  detail    text
);

-- What a channel (mail, webhook) was told of a cause. A next_at that was moved is the lease of whoever
-- is just telling it: if that process dies, the message is sent again.
create table alert_told (
  cause     text        not null references alert,
  channel   text        not null,
  opened_at timestamptz,
  told_at   timestamptz,
  is_over   boolean     not null default false,
  counter   bigint      not null default 0,
  next_at   timestamptz not null,
  attempts  integer     not null default 0,
  primary key (cause, channel)
);

-- Something that happened once and that somebody must be told. Written in the transaction of the fact
-- itself, with a cause that alert/causes.properties explains; the next look folds it into its alert.
create table alert_note (
  note_id  bigint      generated always as identity primary key,
  cause    text        not null,
  order_no text,
  detail   text,
  at       timestamptz not null default now()
);

-- Where the journal was last: a restored copy or a promoted standby is another place.
create table place (
  one      boolean     primary key default true check (one),
  server   text        not null,
  timeline text        not null,
  journal  text        not null,
  since    timestamptz not null default now()
);

-- Restore mode: the journal was lost, or is older than what has happened. One row for the last time it
-- began. Until the remote list was read from walk_from on, no order without a remote one goes on.
create table restore (
  one        boolean     primary key default true check (one),
  started_at timestamptz not null default now(),
  reason     text        not null,
  since      timestamptz not null,
  due_at     timestamptz not null default now(),
  fence      uuid,
  claimed_by text,
  walk_from  timestamptz,
  walked_at  timestamptz
);

-- Remote orders that this journal did not make: those that carry a number and were found by restore
-- mode, and those that the last sweep saw holding tickets.
create table stray (
  remote_id  text        primary key,
  found_by   text        not null check (found_by in ('restore', 'sweep')),
  mark       text,
  event_id   text,
  tickets    integer,
  first_seen timestamptz not null default now(),
  last_seen  timestamptz not null default now()
);
create index stray_mark on stray (mark) where found_by = 'restore';

-- The sweep: whoever has it owns it until due_at; then it is anybody's again.
create table sweep (
  one        boolean     primary key default true check (one),
  due_at     timestamptz not null default now(),
  fence      uuid,
  claimed_by text,
  begun_at   timestamptz,
  ended_at   timestamptz,
  went_back  integer     not null default 0
);
insert into sweep (due_at) values (now() + interval '5 minutes');
