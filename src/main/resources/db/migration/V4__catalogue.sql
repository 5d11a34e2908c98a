-- The catalogue as it was last read. It is a note of what the ERP's mirror was told, and the truth is at
-- Ticketscloud: every row can be made again by reading it.

-- Numbered without gaps, so that a run remembers by one bit each what it has read. told is a value that
-- differs when the item, or the way it goes into the ERP, does; null: not known what the ERP has.
create table catalogue_item (
  item_no    bigint      generated always as identity primary key,
  kind       text        not null,
  id         text        not null,
  owner      text,
  told       uuid,
  body       jsonb,
  missed     integer     not null default 0,
  changed_at timestamptz not null default now(),
  retired_at timestamptz,
  unique (kind, id)
);

create index catalogue_item_owner on catalogue_item (owner, kind) where owner is not null and retired_at is null;

create index catalogue_item_retired on catalogue_item (kind, retired_at) where retired_at is not null;

-- One instance reads for all. requested counts what people asked for, served is the number that the last run
-- began with; counts are its own. waits_since is when the first run began after the last sound one, repeats how
-- many of them ended without being sound. A new full_no makes every fingerprint another one. seatless are events
-- of which a person says that they have no seats any more.
create table catalogue_sync (
  one          boolean     primary key default true check (one),
  due_at       timestamptz not null default now(),
  requested    bigint      not null default 0,
  served       bigint      not null default 0,
  full_no      bigint      not null default 0,
  seats_wanted text        not null default '',
  seatless     text        not null default '',
  fence        uuid,
  claimed_by   text,
  began_at     timestamptz,
  ended_at     timestamptz,
  ended_by     text,
  sound_at     timestamptz,
  waits_since  timestamptz,
  repeats      integer     not null default 0,
  counts       jsonb,
  trouble      text,
  trouble_at   timestamptz
);

insert into catalogue_sync default values;
