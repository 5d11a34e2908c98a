-- Asks for a reading of the catalogue now. A run that is on its way began before, so it does not count; the
-- next one follows at once. Whoever wants everything makes what was noted of the ERP worth nothing.
update bridge.catalogue_sync
   set requested    = requested + 1,
       full_no      = full_no + case when cast(:#full as boolean) then 1 else 0 end,
       seats_wanted = case when cast(:#seats as text) = '' then seats_wanted
                           when seats_wanted = '' then cast(:#seats as text)
                           else seats_wanted || ',' || cast(:#seats as text) end,
       seatless     = concat_ws(',', nullif(seatless, ''), nullif(cast(:#seatless as text), '')),
       due_at       = case when fence is null then now() else due_at end
returning requested
