-- When each poll of the journal has something to do, in one look for all: null where nothing is due. What an
-- instance does for all others is due when its row says so, money and restore mode while anybody waits for
-- them. Wishes of the ERP concern what is not finished, or not told. Each answer is the first entry of an index.
select d.name, cast(extract(epoch from d.due_at - now()) * 1000 as bigint) as due_in_ms
  from (values
    ('order-claim',
     least((select min(due_at) from bridge.order_journal where due_at is not null and claimed_by is not null),
           (select min(due_at) from bridge.order_journal
             where due_at is not null and claimed_by is null and expires_at is not null),
           (select min(due_at) from bridge.order_journal
             where due_at is not null and claimed_by is null and expires_at is null))),
    ('order-report', (select min(report_at) from bridge.order_journal where report_at is not null)),
    ('order-cancel',
     case when exists (select 1 from bridge.order_journal where status <> 'finished')
            or exists (select 1 from bridge.order_journal where report_at is not null) then now() end),
    ('order-probe',
     case when exists (select 1 from bridge.order_journal where waiting_for = 'commits') then now() end),
    ('order-restore',
     case when not exists (select 1
                             from bridge.place p
                            where p.server = (select cast(system_identifier as text) from pg_control_system())
                              and p.timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8)
                              and p.journal = cast(cast(cast('bridge.order_journal' as regclass) as oid) as text))
            or exists (select 1 from bridge.restore where walked_at is null)
            or exists (select 1 from bridge.order_journal where waiting_for = 'search') then now() end),
    ('order-sweep', (select due_at from bridge.sweep)),
    ('refund-claim', (select min(due_at) from bridge.refund_journal where due_at is not null)),
    ('refund-report', (select min(report_at) from bridge.refund_journal where report_at is not null)),
    ('refund-decisions',
     case when exists (select 1 from bridge.refund_journal where status <> 'finished')
            or exists (select 1 from bridge.refund_journal where report_at is not null) then now() end),
    ('refund-poll', coalesce((select min(due_at) from bridge.refund_window), now())),
    ('catalogue-sync', (select due_at from bridge.catalogue_sync)),
    ('export-work', (select min(due_at) from bridge.export_slot where due_at is not null))
  ) as d (name, due_at)
