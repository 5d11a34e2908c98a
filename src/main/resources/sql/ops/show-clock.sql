-- Times of the journal are by this clock, not by that of whoever asks.
select now() as now
