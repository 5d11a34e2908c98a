-- How many items the stream should have had that was just read: all of its kinds, or those of one event. The
-- seats of an event that is out of the catalogue are read by nobody any more, so they go with the events.
select count(*) as live
  from (
         select i.item_no, i.kind, i.id, i.missed
           from bridge.catalogue_item i
          where cast(:#owner as text) is null
            and i.kind in (select jsonb_array_elements_text(cast(:#kinds as jsonb)))
            and i.retired_at is null
          union all
         select i.item_no, i.kind, i.id, i.missed
           from bridge.catalogue_item i
          where i.owner = cast(:#owner as text)
            and i.kind in (select jsonb_array_elements_text(cast(:#kinds as jsonb)))
            and i.retired_at is null
          union all
         select i.item_no, i.kind, i.id, i.missed
           from bridge.catalogue_item e
           join bridge.catalogue_item i on i.owner = e.id and i.kind = 'seat' and i.retired_at is null
          where cast(:#owner as text) is null
            and cast(:#kinds as jsonb) @> '["event"]'
            and e.kind = 'event'
            and e.retired_at is not null
       ) l
