-- Runs once, when the volume is new. The journal is a database of its own, as it should be elsewhere.
create database erp;
create database journal;
