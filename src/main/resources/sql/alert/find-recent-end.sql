-- Whether the ERP was told any result lately, by the journal's clock.
select now() as clock,
       exists (select 1
                 from bridge.order_journal
                where status = 'finished'
                  and not purged
                  and reported_at > now() - cast(:#silence_ms as bigint) * interval '1 millisecond') as is_recent
