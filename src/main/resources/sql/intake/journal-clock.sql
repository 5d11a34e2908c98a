-- Taken before the ERP is asked: only what the ERP had been told by then may count as read by it.
select clock_timestamp() as polled_at
