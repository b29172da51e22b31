/**
 * SUPER holds JSON as it was given, and shows it so.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_SUPER_type.md
 */
export const TYPES = `
create type pg_catalog.super;
-- Drivers know it by this number.
update pg_catalog.pg_type set oid = 4000 where typname = 'super';
create function pg_catalog.super_in(cstring) returns super as 'json_in' language internal immutable strict;
create function pg_catalog.super_out(super) returns cstring as 'json_out' language internal immutable strict;
create function pg_catalog.super_recv(internal) returns super as 'json_recv' language internal immutable strict;
create function pg_catalog.super_send(super) returns bytea as 'json_send' language internal immutable strict;
create type pg_catalog.super (input = super_in, output = super_out, receive = super_recv, send = super_send,
  like = json);
create cast (super as json) without function;
create cast (json as super) without function as assignment;

${['varchar', 'int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'bool'].map(castFrom).join('')}
${['varchar', 'int2', 'int4', 'int8', 'numeric', 'float8', 'bool', 'date', 'timestamp'].map(castTo).join('')}
`

function castFrom(type: string): string {
  return `
create function pg_catalog.super_from(${type}) returns super language sql immutable strict
  as 'select to_json($1)::super';
create cast (${type} as super) with function super_from(${type}) as assignment;`
}

function castTo(type: string): string {
  return `
create function pg_catalog.super_to_${type}(super) returns ${type} language sql immutable strict
  as 'select ($1::json #>> array[]::text[])::${type}';
create cast (super as ${type}) with function super_to_${type}(super);`
}
