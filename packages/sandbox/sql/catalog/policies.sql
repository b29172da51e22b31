-- Policies of rows and of masks, which nothing makes here.

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_RLS_POLICY.html
create view pg_catalog.svv_rls_policy as
  select null::text as poldb, null::text as polname, null::text as polalias, null::text as polatts,
    null::text as polqual, null::boolean as polenabled, null::text as polmodifiedby,
    null::timestamp as polmodifiedtime where false;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_RLS_RELATION.html
create view pg_catalog.svv_rls_relation as
  select null::text as datname, null::text as relschema, null::text as relname, null::text as relkind,
    null::boolean as is_rls_on, null::boolean as is_rls_datashare_on, null::char(3) as rls_conjunction_type,
    null::char(3) as rls_datashare_conjunction_type where false;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_RLS_ATTACHED_POLICY.html
create view pg_catalog.svv_rls_attached_policy as
  select null::text as relschema, null::text as relname, null::text as relkind, null::text as polname,
    null::text as grantor, null::text as grantee, null::text as granteekind, null::boolean as is_pol_on,
    null::boolean as is_rls_on, null::char(3) as rls_conjunction_type where false;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_MASKING_POLICY.html
create view pg_catalog.svv_masking_policy as
  select null::text as policy_database, null::text as policy_name, null::text as input_columns,
    null::text as policy_expression, null::text as policy_modified_by, null::timestamp as policy_modified_time
  where false;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_ATTACHED_MASKING_POLICY.html
create view pg_catalog.svv_attached_masking_policy as
  select null::text as policy_name, null::text as schema_name, null::text as table_name, null::text as table_type,
    null::text as grantor, null::text as grantee, null::text as grantee_type, null::int as priority,
    null::text as input_columns, null::text as output_columns, null::boolean as is_masking_datashare_on where false;

grant select on pg_catalog.svv_rls_policy, pg_catalog.svv_rls_relation, pg_catalog.svv_rls_attached_policy,
  pg_catalog.svv_masking_policy, pg_catalog.svv_attached_masking_policy to public;
