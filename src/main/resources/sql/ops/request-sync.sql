-- Asks for a reading of the catalogue now. A run that is on its way began before, so it does not count; the
-- next one follows at once.
update bridge.catalogue_sync
   set requested    = requested + 1,
       full_wanted  = full_wanted or cast(:#full as boolean),
       seats_wanted = case when cast(:#seats as text) = '' then seats_wanted
                           when seats_wanted = '' then cast(:#seats as text)
                           else seats_wanted || ',' || cast(:#seats as text) end,
       due_at       = case when fence is null then now() else due_at end
returning requested
