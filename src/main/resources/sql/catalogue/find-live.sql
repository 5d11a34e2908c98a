-- A page of the same items, to find those that the stream did not have.
select l.item_no, l.kind, l.id, l.missed
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
 where l.item_no > cast(:#after as bigint)
 order by l.item_no
 limit cast(:#page as integer)
