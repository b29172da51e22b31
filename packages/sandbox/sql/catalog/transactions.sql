-- Transactions and their locks, also those that are waited for; a user sees only their own.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TRANSACTIONS.html
-- PostgreSQL numbers a transaction only once it writes; here it is known by the number of its session, and its own within that.
create view pg_catalog.svv_transactions as
  select usename::text as txn_owner, datname::text as txn_db,
    (split_part(virtualtransaction, '/', 1)::bigint << 32) + split_part(virtualtransaction, '/', 2)::bigint as xid,
    pid, xact_start at time zone 'utc' as txn_start, mode::text as lock_mode,
    (case locktype when 'relation' then 'relation' else 'transactionid' end)::text as lockable_object_type,
    relation::int as relation, granted
  from pg_locks join pg_stat_activity using (pid)
  where (locktype = 'relation' or locktype = 'virtualxid' and mode = 'ExclusiveLock')
    and usename <> 'rdsdb'
    and (usename = current_user or (select usesuper from pg_user where usename = current_user));

grant select on pg_catalog.svv_transactions to public;
