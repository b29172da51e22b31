-- Roles, and who has been given which right. A group is a role that inherits nothing, as it is never a member itself.
-- https://docs.aws.amazon.com/redshift/latest/dg/svv_views.html

-- The roles that every cluster has, here without rights of their own.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_roles-default.html
create role "sys:dba";
create role "sys:monitor";
create role "sys:operator";
create role "sys:secadmin";
create role "sys:superuser";

create function redshift.identity_name(id oid) returns text language sql stable
begin atomic
  select case when id = 0 then 'public' else pg_get_userbyid(id) end;
end;
create function redshift.identity_type(id oid) returns text language sql stable
begin atomic
  select case when id = 0 then 'public' else
    (select case when rolcanlogin then 'user' when rolinherit then 'role' else 'group' end from pg_roles where oid = id) end;
end;

create view redshift.roles as
  select oid, rolname from pg_roles where not rolcanlogin and rolinherit and rolname !~ '^pg_' and rolname <> 'rdsdb';

create view pg_catalog.svv_roles as
  select r.oid::int as role_id, r.rolname::text as role_name,
    (select pg_get_userbyid(m.member) from pg_auth_members m where m.roleid = r.oid and m.admin_option order by m.set_option, m.oid desc limit 1)::text
      as role_owner,
    null::text as external_id
  from redshift.roles r;

create view pg_catalog.svv_role_grants as
  select member.oid::int as role_id, member.rolname::text as role_name, r.oid::int as granted_role_id,
    r.rolname::text as granted_role_name
  from pg_auth_members m join redshift.roles r on r.oid = m.roleid join redshift.roles member on member.oid = m.member;

create view pg_catalog.svv_user_grants as
  select member.oid::int as user_id, member.rolname::text as user_name, r.oid::int as role_id, r.rolname::text as role_name,
    m.admin_option
  from pg_auth_members m join redshift.roles r on r.oid = m.roleid join pg_roles member on member.oid = m.member
  where member.rolcanlogin and m.set_option;

create view pg_catalog.svv_schema_privileges as
  select n.nspname::text as namespace_name, granted.privilege_type::text, granted.grantee::int as identity_id,
    redshift.identity_name(granted.grantee) as identity_name, redshift.identity_type(granted.grantee) as identity_type,
    granted.is_grantable as admin_option, 'SCHEMA'::text as privilege_scope
  from redshift.namespaces n cross join lateral aclexplode(n.acl::aclitem[]) as granted
  where granted.grantee <> n.nspowner;

create view pg_catalog.svv_database_privileges as
  select d.datname::text as database_name, granted.privilege_type::text, granted.grantee::int as identity_id,
    redshift.identity_name(granted.grantee) as identity_name, redshift.identity_type(granted.grantee) as identity_type,
    granted.is_grantable as admin_option, 'DATABASE'::text as privilege_scope
  from pg_database d cross join lateral aclexplode(d.datacl) as granted
  where not d.datistemplate and d.datname <> 'postgres' and granted.grantee <> d.datdba and granted.privilege_type <> 'CONNECT';

create view pg_catalog.svv_default_privileges as
  select n.nspname::text as schema_name,
    (case d.defaclobjtype when 'r' then 'RELATION' when 'f' then 'FUNCTION' else 'PROCEDURE' end)::text as object_type,
    d.defaclrole::int as owner_id, redshift.identity_name(d.defaclrole) as owner_name,
    redshift.identity_type(d.defaclrole) as owner_type, granted.privilege_type::text, granted.grantee::int as grantee_id,
    redshift.identity_name(granted.grantee) as grantee_name, redshift.identity_type(granted.grantee) as grantee_type,
    granted.is_grantable as admin_option
  from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
    cross join lateral aclexplode(d.defaclacl) as granted
  where granted.grantee <> d.defaclrole and granted.privilege_type <> 'MAINTAIN';

create view pg_catalog.svv_function_privileges as
  select n.nspname::text as namespace_name, p.proname::text as function_name,
    pg_get_function_identity_arguments(p.oid)::text as argument_types, granted.privilege_type::text,
    granted.grantee::int as identity_id, redshift.identity_name(granted.grantee) as identity_name,
    redshift.identity_type(granted.grantee) as identity_type, granted.is_grantable as admin_option
  from pg_proc p join redshift.namespaces n on n.oid = p.pronamespace cross join lateral aclexplode(p.proacl) as granted
  where not n.of_system and granted.grantee <> p.proowner;

grant select on redshift.roles, pg_catalog.svv_roles, pg_catalog.svv_role_grants, pg_catalog.svv_user_grants,
  pg_catalog.svv_schema_privileges, pg_catalog.svv_database_privileges, pg_catalog.svv_default_privileges,
  pg_catalog.svv_function_privileges to public;
