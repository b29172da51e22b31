/**
 * The system tables of COPY, read from files beside the databases: so a session sees what was written
 * since its transaction began, and nothing of it is rolled back.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html
 */
export const LOAD_TABLES = `
create function redshift.journal_lines(name text) returns setof text language sql volatile security definer
begin atomic
  select line
  from (values ('journal/' || encode(convert_to(current_database(), 'UTF8'), 'hex') || '/' || name)) as place (file),
    string_to_table(pg_read_file(file, true), E'\\n') as line
  where line <> '';
end;

create function redshift.journal(name text) returns setof json language sql volatile
begin atomic
  select line::json from redshift.journal_lines(name) as line;
end;

create function redshift.journal_folder() returns text language sql stable
return 'journal/' || encode(convert_to(current_database(), 'UTF8'), 'hex') || '/sys_load_detail/';

-- A file for each COPY, named by its number: those of other COPYs need not be read to be passed over.
create function redshift.journal_copies() returns setof bigint language sql volatile security definer
begin atomic
  select name::bigint from pg_ls_dir(redshift.journal_folder(), true, false) as name;
end;

create function redshift.journal_copy(query_id bigint) returns json language sql volatile security definer
return pg_read_file(redshift.journal_folder() || query_id)::json;

create view pg_catalog.stl_load_errors as
select logged.* from redshift.journal('stl_load_errors') as line, json_to_record(line) as logged (
  userid int, slice int, tbl int, starttime timestamp, session int, query int, filename char(256),
  line_number bigint, colname char(127), type char(10), col_length char(10), "position" int,
  raw_line char(1024), raw_field_value char(1024), err_code int, err_reason char(100),
  is_partial int, start_offset bigint);

create view pg_catalog.sys_load_error_detail as
select logged.* from redshift.journal('sys_load_error_detail') as line, json_to_record(line) as logged (
  user_id int, query_id bigint, transaction_id bigint, session_id int, database_name char(64),
  table_id int, start_time timestamp, file_name char(256), line_number bigint, column_name char(127),
  column_type char(10), column_length char(10), "position" int, error_code int, error_message char(512));

create view pg_catalog.sys_load_history as
select logged.* from redshift.journal('sys_load_history') as line, json_to_record(line) as logged (
  user_id int, query_id bigint, transaction_id bigint, session_id int, database_name text, status text,
  table_name text, start_time timestamp, end_time timestamp, duration bigint, data_source text,
  file_format text, loaded_rows bigint, loaded_bytes bigint, source_file_count bigint,
  source_file_bytes bigint, file_count_scanned bigint, file_bytes_scanned bigint, error_count bigint,
  copy_job_id bigint);

create view pg_catalog.sys_load_detail as
select user_id, query_id, file_name, bytes_scanned, lines_scanned, record_time, splits_scanned, start_time, end_time
from redshift.journal_copies() as copy (query_id), json_to_recordset(redshift.journal_copy(query_id)) as logged (
  user_id int, file_name char(256), bytes_scanned int, lines_scanned int,
  record_time timestamp, splits_scanned int, start_time timestamp, end_time timestamp);

create view pg_catalog.stl_load_commits as
select logged.* from redshift.journal('stl_load_commits') as line, json_to_record(line) as logged (
  userid int, query int, slice int, name char(256), filename char(256), byte_offset int,
  lines_scanned int, errors int, curtime timestamp, status int, file_format char(16),
  is_partial int, start_offset bigint, copy_job_id bigint);

grant select on pg_catalog.stl_load_errors, pg_catalog.sys_load_error_detail, pg_catalog.sys_load_history,
  pg_catalog.sys_load_detail, pg_catalog.stl_load_commits to public;
`
