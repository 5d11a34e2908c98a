-- The reference ERP tables for MariaDB. One column per line: `bridge init-erp` reads this file to
-- know which columns a table that exists already must have.
--
-- The binary collation keeps order numbers apart that differ in case or accents only. "null" after
-- timestamp keeps MariaDB from setting the column by itself.

create table erp_order (
  order_no varchar(64) not null,
  event_id varchar(24) not null,
  customer_name varchar(200),
  customer_email varchar(254),
  customer_phone varchar(32),
  customer_lang varchar(2),
  promo_codes varchar(400),
  send_tickets boolean not null default false,
  expected_total decimal(12, 2),
  raw varchar(4000),
  created_at timestamp null default current_timestamp,
  cancel_requested boolean not null default false,
  bridge_status varchar(16) not null default 'NEW',
  bridge_reason varchar(500),
  tc_order_id varchar(24),
  tc_order_number bigint,
  tc_order_code varchar(16),
  tc_total decimal(12, 2),
  bridge_updated_at timestamp null,
  primary key (order_no)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

-- New orders in the order of their arrival, without reading the finished ones.
create index erp_order_status on erp_order (bridge_status, created_at, order_no);

create index erp_order_cancel on erp_order (cancel_requested, bridge_status, order_no);

create table erp_order_line (
  order_no varchar(64) not null,
  line_no int not null,
  set_id varchar(24),
  quantity int,
  ticket_id varchar(24),
  visitor_id varchar(64),
  visitor_name varchar(200),
  visitor_surname varchar(200),
  visitor_middle_name varchar(200),
  primary key (order_no, line_no)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create table erp_ticket (
  order_no varchar(64) not null,
  ticket_id varchar(24) not null,
  line_no int,
  barcode varchar(64),
  serial varchar(32),
  number bigint,
  set_id varchar(24),
  category varchar(400),
  sector varchar(400),
  seat_row varchar(64),
  seat_number varchar(64),
  price decimal(12, 2),
  discount decimal(12, 2),
  nominal decimal(12, 2),
  extra decimal(12, 2),
  full_price decimal(12, 2),
  event_title varchar(1000),
  event_start_local datetime,
  venue_name varchar(400),
  venue_address varchar(1000),
  legal_name varchar(400),
  legal_inn varchar(16),
  legal_ogrn varchar(16),
  legal_address varchar(1000),
  status varchar(16) not null default 'SOLD',
  primary key (order_no, ticket_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create index erp_ticket_ticket on erp_ticket (ticket_id);

create index erp_ticket_barcode on erp_ticket (barcode);

create table erp_refund (
  refund_no varchar(64) not null,
  order_no varchar(64),
  culprit varchar(8),
  expected_nominal decimal(12, 2),
  requested_at timestamp null default current_timestamp,
  decision varchar(8),
  bridge_status varchar(16) not null default 'NEW',
  bridge_reason varchar(500),
  tc_refund_id varchar(24),
  refund_nominal decimal(12, 2),
  finished_at timestamp null,
  primary key (refund_no)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create index erp_refund_status on erp_refund (bridge_status, requested_at, refund_no);

create index erp_refund_order on erp_refund (order_no);

create table erp_refund_ticket (
  refund_no varchar(64) not null,
  ticket_id varchar(24) not null,
  primary key (refund_no, ticket_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create index erp_refund_ticket_ticket on erp_refund_ticket (ticket_id);

create table erp_event (
  event_id varchar(24) not null,
  meta_id varchar(24),
  name varchar(1000) not null,
  description text,
  status varchar(16) not null,
  org_id varchar(24),
  venue_id varchar(24),
  map_id varchar(24),
  starts_at timestamp null,
  finishes_at timestamp null,
  start_local datetime,
  time_zone varchar(64),
  open_date boolean not null default false,
  category_id varchar(24),
  category varchar(400),
  age_rating varchar(16),
  extra_percent decimal(7, 4),
  tickets_amount int,
  tickets_vacant int,
  with_promotion boolean not null default false,
  legal_name varchar(400),
  legal_inn varchar(16),
  legal_ogrn varchar(16),
  legal_address varchar(1000),
  updated_at timestamp null,
  retired_at timestamp null,
  primary key (event_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create index erp_event_start on erp_event (starts_at);

create index erp_event_venue on erp_event (venue_id);

create table erp_ticket_set (
  set_id varchar(24) not null,
  event_id varchar(24) not null,
  name varchar(400) not null,
  description text,
  pos int,
  sector_id varchar(24),
  with_seats boolean not null default false,
  price decimal(12, 2),
  amount int,
  vacant int,
  retired_at timestamp null,
  primary key (set_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create index erp_ticket_set_event on erp_ticket_set (event_id);

create table erp_seat (
  ticket_id varchar(24) not null,
  event_id varchar(24) not null,
  set_id varchar(24) not null,
  sector_id varchar(24),
  seat_row varchar(64),
  seat_number varchar(64),
  status varchar(16) not null,
  reserved_till timestamp null,
  retired_at timestamp null,
  primary key (ticket_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create index erp_seat_event on erp_seat (event_id, set_id);

create table erp_venue (
  venue_id varchar(24) not null,
  name varchar(400) not null,
  description text,
  city_id int,
  city varchar(200),
  time_zone varchar(64),
  address varchar(1000),
  latitude decimal(10, 7),
  longitude decimal(10, 7),
  with_mosbilet boolean not null default false,
  retired_at timestamp null,
  primary key (venue_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;

create table erp_sector (
  sector_id varchar(24) not null,
  map_id varchar(24),
  venue_id varchar(24),
  name varchar(400) not null,
  retired_at timestamp null,
  primary key (sector_id)
) engine = innodb character set utf8mb4 collate utf8mb4_bin;
