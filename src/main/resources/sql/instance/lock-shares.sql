-- Shares are given out one at a time; whoever has the lock sees what all others have taken.
select cast(pg_advisory_xact_lock(hashtext('bridge.instance')) as text) as locked
