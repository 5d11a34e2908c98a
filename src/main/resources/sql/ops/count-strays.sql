-- For the metrics: holds that the last sweep saw and that are not this journal's, by whether they carry a
-- number.
select count(*) filter (where mark is not null) as marked,
       count(*) filter (where mark is null) as unmarked
  from bridge.stray
 where found_by = 'sweep'
