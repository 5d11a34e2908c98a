-- Runs once, when the volume is new. The journal is a database of its own, as it should be elsewhere, and
-- the bridge has the rights of docs/operations.md only; those on the ERP's tables follow in erp-rights.sql.
create role bridge login password 'stand-in';
create database erp;
create database journal;
\connect journal
create schema bridge authorization bridge;
