-- For the metrics: how old is what was read last of the catalogue and of the list of all refunds, and how many
-- refunds wait for a person. An age is null while nothing was read.
select cast((select extract(epoch from now() - s.sound_at) from bridge.catalogue_sync s) as double precision) as catalogue,
       cast((select max(extract(epoch from now() - w.read_at)) from bridge.refund_window w) as double precision) as refund_list,
       (select count(*) from bridge.refund_journal r where r.status = 'held') as refunds_held
