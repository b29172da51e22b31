-- https://docs.aws.amazon.com/redshift/latest/dg/r_NVL2.html
create function pg_catalog.nvl2(anyelement, anycompatible, anycompatible) returns anycompatible language sql immutable
  as $$ select case when $1 is not null then $2 else $3 end $$;
