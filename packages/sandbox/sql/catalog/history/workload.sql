-- What queries cost a cluster, as far as there is something to it here.

-- Nothing waits: the default queue of automatic WLM takes each at once. https://docs.aws.amazon.com/redshift/latest/dg/r_STL_WLM_QUERY.html
create view pg_catalog.stl_wlm_query as
  select userid, transaction::int as xid, id as task, id as query, 100 as service_class, 1 as slot_count,
    started as service_class_start_time, started as queue_start_time, started as queue_end_time,
    0::bigint as total_queue_time, started as exec_start_time, ended as exec_end_time, elapsed as total_exec_time,
    ended as service_class_end_time, (case status when 'success' then 'Completed' end)::char(16) as final_state,
    null::bigint as est_peak_mem, 'Normal'::char(20) as query_priority, 'Default queue'::char(64) as service_class_name
  from redshift.queries where nodes and ended is not null;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVL_QUERY_SUMMARY.html
create view pg_catalog.svl_query_summary as
  select userid, id as query, 0 as stm, 0 as seg, step, elapsed as maxtime, elapsed as avgtime, rows, null::bigint as bytes,
    null::float8 as rate_row, null::float8 as rate_byte,
    name || coalesce(' tbl=' || table_id::int || ' name=' || table_name, '') as label, 'f'::char(1) as is_diskbased,
    null::bigint as workmem, null::char(1) as is_rrscan, null::char(1) as is_delayed_scan, null::bigint as rows_pre_filter
  from redshift.query_steps where ended is not null;

-- Alerts are about a plan of a cluster's. https://docs.aws.amazon.com/redshift/latest/dg/r_STL_ALERT_EVENT_LOG.html
create view pg_catalog.stl_alert_event_log as
  select null::int as userid, null::int as query, null::int as slice, null::int as segment, null::int as step, null::int as pid,
    null::bigint as xid, null::char(1024) as event, null::char(1024) as solution, null::timestamp as event_time where false;

-- A VACUUM without a table takes all. https://docs.aws.amazon.com/redshift/latest/dg/r_STL_VACUUM.html
create view pg_catalog.stl_vacuum as
  select q.userid, q.transaction as xid, vacuumed.oid::int as table_id, event.status::char(30) as status, null::bigint as rows,
    null::int as sortedrows, null::int as blocks, null::int as max_merge_partitions, event.at as eventtime,
    null::bigint as reclaimable_rows, null::bigint as reclaimable_space_mb, null::bigint as cutoff_xid,
    (asked.kind ~ '^recluster')::int as is_recluster
  from redshift.queries q
    cross join lateral (select coalesce(substring(lower(q.text) from
      '\mvacuum\s+(delete|sort|reindex|recluster)\M'), 'full')) as asked (kind)
    cross join lateral (
      select redshift.table_named(q.wrote) where q.wrote is not null
      union all select r.oid from redshift.relations r where q.wrote is null and r.relkind = 'r' and not r.of_system) as vacuumed (oid)
    cross join lateral (
      select 'Started' || case left(asked.kind, 4)
        when 'dele' then ' Delete Only' when 'sort' then ' Sort Only' when 'rein' then ' Reindex' else '' end, q.started
      union all select 'Finished', q.ended where q.ended is not null) as event (status, at)
  where q.verb = 'vacuum' and q.error is null and q.database = current_database()
    and (select usesuper from pg_user where usename = current_user);

-- A cursor that was declared in a transaction that is still open, unless it was closed.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_ACTIVE_CURSORS.html
create view pg_catalog.stv_active_cursors as
  select q.userid, q.cursor::char(256) as name, q.transaction as xid, q.session as pid, q.started as starttime,
    null::bigint as row_count, null::bigint as byte_count, fetched.rows as fetched_rows
  from redshift.queries q
    join (select pid from pg_catalog.pg_stat_activity where xact_start is not null) as activity on activity.pid = q.session
    cross join lateral (select coalesce(sum(f.returned), 0)::bigint, bool_or(f.verb = 'close') from redshift.queries f
      where f.session = q.session and f.transaction = q.transaction and f.cursor = q.cursor and f.id > q.id
        and f.status = 'success') as fetched (rows, closed)
  where q.verb = 'declare' and q.status = 'success' and fetched.closed is not true
    and q.transaction = (select max(newest.transaction) from redshift.queries newest where newest.session = q.session);

grant select on pg_catalog.stl_wlm_query, pg_catalog.svl_query_summary, pg_catalog.stl_alert_event_log, pg_catalog.stl_vacuum,
  pg_catalog.stv_active_cursors to public;
