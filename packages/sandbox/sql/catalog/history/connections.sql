-- Who connected, of which the sandbox keeps the newest in memory; a superuser alone sees it.
create view redshift.connections as
  select c.event::char(50) as event, timestamp 'epoch' + c.at * interval '1 microsecond' as at, c.host::char(45) as host,
    c.port::char(32) as port, c.pid, c.database::char(50) as database, c."user"::char(50) as username,
    c.method::char(32) as method, c.duration::int as duration, c.tls::char(50) as tls, c.cipher::char(128) as cipher,
    c.application::char(250) as application, c.os::char(64) as os, c.driver::char(64) as driver,
    c.plugin::char(32) as plugin, c.protocol
  from json_to_recordset(redshift.asked_rows('connection_log')) as c (event text, at bigint, host text, port int, pid int,
    database text, "user" text, method text, duration bigint, tls text, cipher text, application text, os text, driver text,
    plugin text, protocol int)
  where (select usesuper from pg_user where usename = current_user);

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STL_CONNECTION_LOG.html
create view pg_catalog.stl_connection_log as
  select event, at as recordtime, host as remotehost, port as remoteport, pid, database as dbname, username,
    method as authmethod, duration, tls as sslversion, cipher as sslcipher, null::int as mtu,
    null::char(64) as sslcompression, null::char(64) as sslexpansion, null::char(36) as iamauthguid,
    application as application_name, os as os_version, driver as driver_version, plugin as plugin_name,
    protocol as protocol_version, null::char(36) as sessionid, null::char(8) as compression
  from redshift.connections;

-- https://docs.aws.amazon.com/redshift/latest/dg/SYS_CONNECTION_LOG.html
create view pg_catalog.sys_connection_log as
  select event, at as record_time, host as remote_host, port as remote_port, pid as session_id, database as database_name,
    username as user_name, method as auth_method, duration, tls as ssl_version, cipher as ssl_cipher, null::int as mtu,
    null::char(64) as ssl_compression, null::char(64) as ssl_expansion, null::char(36) as iam_auth_guid,
    application as application_name, driver as driver_version, os as os_version, plugin as plugin_name,
    protocol as protocol_version, null::char(36) as global_session_id
  from redshift.connections;

grant select on pg_catalog.stl_connection_log, pg_catalog.sys_connection_log to public;
