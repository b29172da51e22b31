/**
 * SUPER holds JSON text as it was given, and shows it so.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_SUPER_type.md
 */
export const TYPES = `
create type pg_catalog.super;
create function pg_catalog.super_in(cstring) returns super as 'json_in' language internal immutable strict;
create function pg_catalog.super_out(super) returns cstring as 'json_out' language internal immutable strict;
create type pg_catalog.super (input = super_in, output = super_out, like = json);
create cast (super as json) without function;
create cast (json as super) without function as assignment;
create cast (jsonb as super) with inout as assignment;
create function pg_catalog.json_parse(varchar) returns super language sql immutable strict
  as 'select $1::json::super';
create function pg_catalog.json_serialize(super) returns varchar language sql immutable strict
  as 'select $1::json::text::varchar';
`
