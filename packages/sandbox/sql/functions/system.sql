-- https://docs.aws.amazon.com/redshift/latest/dg/r_System_information_functions.html

-- A cluster of January 2026.
update pg_proc set pronamespace = 'postgres'::regnamespace
where proname = 'version' and pronamespace = 'pg_catalog'::regnamespace;
create function redshift.release() returns text language sql immutable return '1.0.198462';
create function pg_catalog.version() returns text language sql stable
  return 'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift ' || redshift.release();

-- What the session's last statement of a kind was, which the session notes in its settings.
create function redshift.noted(name text, otherwise bigint) returns bigint language sql stable
  return coalesce(nullif(current_setting('redshift.' || name, true), '')::bigint, otherwise);
create function pg_catalog.pg_last_copy_count() returns bigint language sql stable
  return redshift.noted('last_copy_count', 0);
create function pg_catalog.pg_last_copy_id() returns int language sql stable
  return redshift.noted('last_copy_id', -1)::int;
create function pg_catalog.pg_last_unload_count() returns bigint language sql stable
  return redshift.noted('last_unload_count', 0);
create function pg_catalog.pg_last_unload_id() returns int language sql stable
  return redshift.noted('last_unload_id', -1)::int;

-- There are no queues: a priority changes nothing. https://docs.aws.amazon.com/redshift/latest/dg/r_System_administration_functions.html
create function pg_catalog.change_query_priority(query int, priority text) returns text language sql stable
  return 'Succeeded to change query priority. Priority changed from Normal to ' || initcap(priority) || '.';
create function pg_catalog.change_session_priority(pid int, priority text) returns text language sql stable
  return 'Succeeded to change session priority. Changed session (pid:' || pid || ') priority to ' || lower(priority) || '.';
create function pg_catalog.change_user_priority(user_name text, priority text) returns text language sql stable
  return case lower(priority)
    when 'reset' then 'Succeeded to reset priority for user (' || user_name || ').'
    else 'Succeeded to change user priority. Changed user (' || user_name || ') priority to ' || lower(priority) || '.'
  end;

create function pg_catalog.pg_timezone_abbrevs() returns setof pg_timezone_abbrevs language sql stable
begin atomic
  select * from pg_timezone_abbrevs;
end;

-- The collation of a database is a setting of it.
create function pg_catalog.db_collation() returns varchar language sql stable
  return coalesce(nullif(current_setting('redshift.database_collation', true), ''), 'case_sensitive');

create function pg_catalog.current_user_id() returns int language sql stable
begin atomic
  select usesysid::int from pg_user where usename = current_user;
end;
create function pg_catalog.user_is_member_of(name, name) returns bool language sql stable return pg_has_role($1, $2, 'member');
create function pg_catalog.role_is_member_of(name, name) returns bool language sql stable return pg_has_role($1, $2, 'member');

-- The roles, other than groups, that the session's user has, of itself or by another.
create function pg_catalog.pg_get_session_roles() returns setof record language sql stable
begin atomic
  with recursive held (role) as (
    select roleid from pg_auth_members where member = session_user::regrole
    union
    select roleid from held join pg_auth_members on member = role
  )
  select rolname, oid::int from pg_roles where oid in (select role from held);
end;

-- There is one slice, no AWS account, and a role that opens everything.
create function pg_catalog.slice_num() returns int language sql stable return 0;
create function pg_catalog.current_aws_account() returns varchar language sql stable return '000000000000';
create function pg_catalog.current_namespace() returns varchar language sql stable
  return '00000000-0000-0000-0000-000000000000';
create function pg_catalog.default_iam_role() returns varchar language sql stable
  return 'arn:aws:iam::000000000000:role/default';
-- GRANT ASSUMEROLE has no effect, so nobody has been granted a role.
create function pg_catalog.pg_get_iam_role_by_user(text) returns setof record language plpgsql stable as $$
begin
  return;
end $$;
create function pg_catalog.pg_get_grantee_by_iam_role(text) returns setof record language plpgsql stable as $$
begin
  return;
end $$;
create function pg_catalog.has_assumerole_privilege(text, text) returns bool language sql stable return true;
create function pg_catalog.has_assumerole_privilege(text, text, text) returns bool language sql stable return true;

-- As release 8.0 had them: a grantee is a user, a group, or with 0 for both everybody. AWS's own scripts use them:
-- https://github.com/awslabs/amazon-redshift-utils
create function pg_catalog.makeaclitem(grantee oid, grantee_group oid, grantor oid, privilege text, grantable bool)
returns aclitem language sql immutable
  return makeaclitem(case grantee_group when 0 then grantee else grantee_group end, grantor, privilege, grantable);
create function pg_catalog.aclcontains(text[], aclitem) returns bool language sql immutable
  return aclcontains($1::aclitem[], $2);

-- These are of settings, see catalog/settings.ts.
update pg_proc set pronamespace = 'postgres'::regnamespace
where proname in ('current_setting', 'set_config') and pronamespace = 'pg_catalog'::regnamespace;
