-- Users, databases and sessions.

create view pg_catalog.pg_user_info as
  select usename, usesysid::int as usesysid, usecreatedb, usesuper, usecatupd, passwd, valuntil, useconfig,
    (case when rolconnlimit < 0 then 'UNLIMITED' else rolconnlimit::text end)::text as useconnlimit
  from (select usename, usesysid, usecreatedb, usesuper, usesuper as usecatupd, passwd, valuntil, useconfig
    from pg_user) as u join pg_roles on rolname = usename
  where usename <> 'rdsdb';

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_USER_INFO.html
create view pg_catalog.svv_user_info as
  select usename::text as user_name, usesysid as user_id, usecreatedb as createdb, usesuper as superuser,
    usecatupd as catalog_update, useconnlimit as connection_limit, null::bigint as syslog_access_num,
    (case when usesuper then 'UNRESTRICTED' else 'RESTRICTED' end)::text as syslog_access,
    null::timestamp as last_ddl_timestamp, null::int as session_timeout, null::text as external_user_id
  from pg_catalog.pg_user_info;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVL_USER_INFO.html
create view pg_catalog.svl_user_info as
  select usename::text as usename, usesysid, usecreatedb, usesuper, usecatupd, useconnlimit,
    (case when usesuper then 'UNRESTRICTED' else 'RESTRICTED' end)::text as syslogaccess, null::timestamp as last_ddl_ts,
    null::int as sessiontimeout, null::text as external_id
  from pg_catalog.pg_user_info;

create view pg_catalog.pg_database_info as
  select oid as datid, datname, datdba, encoding, datistemplate, datallowconn, datacl,
    (case when datconnlimit < 0 then 'UNLIMITED' else datconnlimit::text end)::text as datconnlimit,
    -- Where a cluster has the isolation level: 1 is SNAPSHOT, 2 is SERIALIZABLE.
    array['concurrency_model=' || case when exists (select from pg_db_role_setting where setdatabase = d.oid
      and 'default_transaction_isolation=serializable' = any (setconfig)) then '2' else '1' end] as datconfig
  from pg_database d where datname <> 'postgres';

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_SESSIONS.html
create view pg_catalog.stv_sessions as
  select backend_start at time zone 'utc' as starttime, pid as process, usename::char(50) as user_name,
    datname::char(50) as db_name, 0 as timeout_sec
  from pg_stat_activity where backend_type = 'client backend' and usename <> 'rdsdb';

grant select on pg_catalog.pg_user_info, pg_catalog.svv_user_info, pg_catalog.svl_user_info, pg_catalog.pg_database_info,
  pg_catalog.stv_sessions to public;
