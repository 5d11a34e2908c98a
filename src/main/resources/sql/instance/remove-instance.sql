-- A stop that was asked for: the others take over this share with their next beat.
delete from bridge.instance
 where run_id = cast(:#run_id as uuid)
