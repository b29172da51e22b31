-- What was run, of which the sandbox keeps the newest in memory. A user sees only their own, a superuser all.
-- https://docs.aws.amazon.com/redshift/latest/dg/cm_chap_system-tables.html

create function redshift.asked_rows(name text) returns json language sql volatile
  return substr(redshift.asked('RSFUN', to_json(array[name])::text), 2)::json;

-- A table by its name as a statement has it; null if it is gone.
create function redshift.table_named(name text) returns oid language sql stable return to_regclass(name);
create function redshift.bare_name(name text) returns text language sql immutable
begin atomic
  select part from unnest(parse_ident(name, false)) with ordinality as parts (part, place) order by place desc limit 1;
end;

create view redshift.queries as
  select q.id, u.usesysid::int as userid, q.username, q.transaction, q.session, q.database, q.text, q.label, q.caller, q.kind, q.nodes,
    q.status, q.error, q.returned, q.written, q.wrote, q.reads, q.files, q.verb, q.cursor,
    timestamp 'epoch' + q.started * interval '1 microsecond' as started,
    timestamp 'epoch' + q.ended * interval '1 microsecond' as ended,
    q.ended - q.started as elapsed
  from json_to_recordset(redshift.asked_rows('query_history')) as q (id int, username text, transaction bigint, session int,
      database text, text text, label text, caller int, kind text, nodes bool, status text, error text, returned bigint, written bigint,
      wrote text, reads text[], files json, verb text, cursor text, started bigint, ended bigint)
    left join pg_user u on u.usename = q.username
  where q.username = current_user or (select usesuper from pg_user where usename = current_user);

-- https://docs.aws.amazon.com/redshift/latest/dg/SYS_QUERY_HISTORY.html
create view pg_catalog.sys_query_history as
  select userid as user_id, id::bigint as query_id, label::char(320) as query_label, transaction as transaction_id,
    session as session_id, database::char(128) as database_name, kind::char(32) as query_type, status::char(10) as status,
    false as result_cache_hit, started as start_time, ended as end_time,
    coalesce(elapsed, (extract(epoch from clock_timestamp() at time zone 'utc' - started) * 1000000)::bigint) as elapsed_time,
    0::bigint as queue_time, elapsed as execution_time, error::char(512) as error_message, returned as returned_rows,
    null::bigint as returned_bytes, text::char(4000) as query_text, redshift.release()::char(256) as redshift_version,
    null::char(150) as usage_limit, null::varchar(32) as compute_type, null::bigint as compile_time,
    null::bigint as planning_time, null::bigint as lock_wait_time, -1 as service_class_id, ''::char(64) as service_class_name,
    ''::char(20) as query_priority, ''::char(10) as short_query_accelerated, md5(text)::char(40) as user_query_hash,
    null::char(40) as generic_query_hash, null::int as query_hash_version, 0 as result_cache_query_id,
    username::char(128) as username
  from redshift.queries;

-- https://docs.aws.amazon.com/redshift/latest/dg/SYS_QUERY_TEXT.html
create view pg_catalog.sys_query_text as
  select userid as user_id, id::bigint as query_id, transaction as transaction_id, session as session_id, started as start_time,
    piece as sequence, replace(substr(text, piece * 4000 + 1, 4000), E'\n', '\n')::char(4000) as text
  from redshift.queries cross join lateral generate_series(0, (length(text) - 1) / 4000) as piece;

-- The steps that are certain: the tables that a query reads and writes, and what it returns.
create view redshift.query_steps as
  select q.*, redshift.table_named(step.table_name) as table_id, step.name, redshift.bare_name(step.table_name) as table_name,
    step.rows,
    (row_number() over (partition by q.id))::int - 1 as step
  from redshift.queries q cross join lateral (
    select 'scan' as name, read as table_name, null::bigint as rows from unnest(q.reads) as read
    union all select 'delete', q.wrote, q.written where q.kind in ('UPDATE', 'DELETE')
    union all select 'insert', q.wrote, q.written where q.kind in ('INSERT', 'UPDATE', 'COPY', 'CTAS')
    union all select 'return', null, q.returned where q.kind = 'SELECT') as step
  where q.nodes and q.error is null;

-- Without what only slices and blocks have. https://docs.aws.amazon.com/redshift/latest/dg/SYS_QUERY_DETAIL.html
create view pg_catalog.sys_query_detail as
  select userid as user_id, id::bigint as query_id, 1 as child_query_sequence, 0 as stream_id, 0 as segment_id, step as step_id,
    name as step_name, table_id::int as table_id, table_name::char(136) as table_name, null::char(1) as is_rrscan,
    started as start_time, ended as end_time, elapsed as duration, null::text as alert, null::bigint as input_bytes,
    null::bigint as input_rows, null::bigint as output_bytes, rows as output_rows, null::bigint as blocks_read,
    null::bigint as blocks_write, null::bigint as local_read_io, null::bigint as remote_read_io, null::text as source,
    null::int as data_skewness, null::int as time_skewness, (case when ended is null then 't' else 'f' end)::char(1) as is_active,
    null::bigint as spilled_block_local_disk, null::bigint as spilled_block_remote_disk, null::char(64) as step_attribute,
    'step'::char(64) as metrics_level, null::int as plan_parent_id, null::int as plan_node_id
  from redshift.query_steps;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STL_QUERY.html: what took the compute nodes, once it has ended.
create view pg_catalog.stl_query as
  select userid, id as query, label::char(320) as label, transaction as xid, session as pid, database::char(32) as database,
    text::char(4000) as querytxt, started as starttime, ended as endtime, (status <> 'success')::int as aborted,
    0 as insert_pristine, 0 as concurrency_scaling_status
  from redshift.queries where nodes and ended is not null;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STL_QUERYTEXT.html
create view pg_catalog.stl_querytext as
  select userid, transaction as xid, session as pid, id as query, piece as sequence,
    replace(substr(text, piece * 200 + 1, 200), E'\n', '\n')::char(200) as text
  from redshift.queries cross join lateral generate_series(0, (length(text) - 1) / 200) as piece
  where nodes and ended is not null;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVL_QLOG.html
create view pg_catalog.svl_qlog as
  select userid, id as query, transaction as xid, session as pid, started as starttime, ended as endtime, elapsed,
    (status <> 'success')::int as aborted, label::char(320) as label, text::char(60) as substring, null::int as source_query,
    null::text as concurrency_scaling_status_txt, caller as from_sp_call
  from redshift.queries where nodes and ended is not null;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_RECENTS.html
create view pg_catalog.stv_recents as
  select userid, (case when ended is null then 'Running' else 'Done' end)::char(20) as status, started as starttime,
    coalesce(elapsed, (extract(epoch from clock_timestamp() at time zone 'utc' - started) * 1000000)::bigint)::int as duration,
    username::char(50) as user_name, database::char(50) as db_name, text::char(600) as query,
    case when ended is null then session else -1 end as pid
  from redshift.queries;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_INFLIGHT.html
create view pg_catalog.stv_inflight as
  select userid, 0 as slice, id as query, label::char(320) as label, transaction as xid, session as pid, started as starttime,
    text::char(100) as text, 0 as suspended, 0 as insert_pristine, 0 as concurrency_scaling_status
  from redshift.queries where nodes and ended is null;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_LOCKS.html: a superuser's alone, as svv_diskusage.
create view pg_catalog.stv_locks as
  select distinct relation::bigint as table_id, null::timestamp as last_commit, null::timestamp as last_update, xid as lock_owner,
    pid::bigint as lock_owner_pid, txn_start as lock_owner_start_ts, null::timestamp as lock_owner_end_ts,
    (case when granted then 'Holding write lock' else 'Waiting for write lock' end)::char(22) as lock_status
  from pg_catalog.svv_transactions
  where lockable_object_type = 'relation' and lock_mode ~ '^(Row|ShareRow|Access)?Exclusive' and txn_db = current_database()
    and exists (select from redshift.relations r where r.oid = relation and r.relkind = 'r' and not r.of_system)
    and (select usesuper from pg_user where usename = current_user);

grant select on redshift.queries, redshift.query_steps, pg_catalog.sys_query_history, pg_catalog.sys_query_text, pg_catalog.sys_query_detail,
  pg_catalog.stl_query, pg_catalog.stl_querytext, pg_catalog.svl_qlog, pg_catalog.stv_recents, pg_catalog.stv_inflight,
  pg_catalog.stv_locks to public;
