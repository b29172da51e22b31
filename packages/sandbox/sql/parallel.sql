-- A query with a function that may not run in parallel has no parallel plan at all. What depends on nothing but its
-- arguments may, and so may aggregates that are made of nothing else.
update pg_proc set proparallel = 's'
where oid >= 16384 and provolatile = 'i' and pronamespace in ('pg_catalog'::regnamespace, 'redshift'::regnamespace);
