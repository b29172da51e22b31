-- Logs of what was run, step by step, statement by statement and file by file.

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STL_INSERT.html
create view pg_catalog.stl_insert as
  select userid, id as query, 0 as slice, 0 as segment, step, started as starttime, ended as endtime, 0 as tasknum, rows,
    table_id::int as tbl, null::char(1) as inserted_mega_value
  from redshift.query_steps where name = 'insert' and ended is not null;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STL_DELETE.html
create view pg_catalog.stl_delete as
  select userid, id as query, 0 as slice, 0 as segment, step, started as starttime, ended as endtime, 0 as tasknum, rows,
    table_id::int as tbl
  from redshift.query_steps where name = 'delete' and ended is not null;

-- Type 2 is a permanent table. https://docs.aws.amazon.com/redshift/latest/dg/r_STL_SCAN.html
create view pg_catalog.stl_scan as
  select userid, id as query, 0 as slice, 0 as segment, step, started as starttime, ended as endtime, 0 as tasknum, rows,
    null::bigint as bytes, null::bigint as fetches, 2 as type, table_id::int as tbl, null::char(1) as is_rrscan,
    null::char(1) as is_delayed_scan, null::bigint as rows_pre_filter, null::bigint as rows_pre_user_filter,
    table_name::char(136) as perm_table_name, null::char(1) as is_rlf_scan, null::int as is_rlf_scan_reason,
    null::int as num_em_blocks, null::bigint as checksum, null::char(1) as runtime_filtering, null::int as scan_region,
    null::int as num_sortkey_as_predicate, null::int as row_fetcher_state, null::bigint as consumed_scan_ranges,
    null::bigint as work_stealing_reason, null::char(1) as is_vectorized_scan, null::int as is_vectorized_scan_reason,
    null::bigint as row_fetcher_reason, null::bigint as topology_signature, null::char(1) as use_tpm_partition,
    null::char(1) as is_rrscan_expr, null::char(1) as scanned_mega_value
  from redshift.query_steps where name = 'scan' and ended is not null;

-- All statements, in pieces. https://docs.aws.amazon.com/redshift/latest/dg/r_SVL_STATEMENTTEXT.html
create view pg_catalog.svl_statementtext as
  select userid, transaction as xid, session as pid, label::varchar(320) as label, started as starttime, ended as endtime,
    piece as sequence, (case when nodes or kind = 'SELECT' then 'QUERY' when kind = 'DDL' then 'DDL' else 'UTILITY' end)::varchar(10) as type,
    replace(substr(text, piece * 200 + 1, 200), E'\n', '\n')::char(200) as text
  from redshift.queries cross join lateral generate_series(0, (length(text) - 1) / 200) as piece where ended is not null;
create view pg_catalog.stl_ddltext as
  select userid, xid, pid, label::char(320) as label, starttime, endtime, sequence, text
  from pg_catalog.svl_statementtext where type = 'DDL';
create view pg_catalog.stl_utilitytext as
  select userid, xid, pid, label::char(320) as label, starttime, endtime, sequence, text
  from pg_catalog.svl_statementtext where type = 'UTILITY';

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STL_UNLOAD_LOG.html
create view pg_catalog.stl_unload_log as
  select q.userid, q.id as query, 0 as slice, q.session as pid, file.url::char(1280) as path, q.started as start_time,
    q.ended as end_time, file.rows as line_count, file.size as transfer_size, null::char(10) as file_format
  from redshift.queries q cross join lateral json_to_recordset(q.files) as file (url text, rows bigint, size bigint)
  where q.ended is not null;
-- https://docs.aws.amazon.com/redshift/latest/dg/SYS_UNLOAD_DETAIL.html
create view pg_catalog.sys_unload_detail as
  select q.userid as user_id, q.id::bigint as query_id, q.session as session_id, q.transaction as transaction_id,
    file.url::char(1280) as file_name, q.started as start_time, q.ended as end_time, file.rows as line_count,
    file.size as transfer_size, null::char(10) as file_format
  from redshift.queries q cross join lateral json_to_recordset(q.files) as file (url text, rows bigint, size bigint)
  where q.ended is not null;

-- Nothing is shared. https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_DATASHARES.html
create view pg_catalog.svv_datashares as
  select null::varchar(128) as share_name, null::int as share_id, null::int as share_owner, null::varchar(128) as source_database,
    null::varchar(128) as consumer_database, null::varchar(8) as share_type, null::timestamp as createdate,
    null::bool as is_publicaccessible, null::varchar(256) as share_acl, null::varchar(16) as producer_account,
    null::varchar(64) as producer_namespace, null::varchar(64) as managed_by where false;

grant select on pg_catalog.stl_insert, pg_catalog.stl_delete, pg_catalog.stl_scan, pg_catalog.svl_statementtext,
  pg_catalog.stl_ddltext, pg_catalog.stl_utilitytext, pg_catalog.stl_unload_log, pg_catalog.sys_unload_detail,
  pg_catalog.svv_datashares to public;
