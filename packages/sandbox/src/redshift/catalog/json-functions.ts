/**
 * Functions of JSON in text and of SUPER.
 * https://docs.aws.amazon.com/redshift/latest/dg/json-functions.html
 */
export const JSON_FUNCTIONS = `
create function pg_catalog.json_parse(varchar) returns super language sql immutable strict
  as 'select $1::json::super';
create function pg_catalog.json_serialize(super) returns varchar language sql immutable strict
  as 'select $1::json::text::varchar';
create function pg_catalog.json_typeof(super) returns varchar language sql immutable strict
  as 'select json_typeof($1::json)::varchar';
create function pg_catalog.is_valid_json(text) returns boolean language sql immutable strict
  as 'select $1 is json';
create function pg_catalog.is_valid_json_array(text) returns boolean language sql immutable strict
  as 'select $1 is json array';
create function pg_catalog.json_array_length(text) returns int language sql immutable strict
  as 'select json_array_length($1::json)';
create function pg_catalog.json_extract_array_element_text(text, int) returns varchar language sql immutable strict
  as 'select ($1::json ->> $2)::varchar';
create function pg_catalog.json_extract_path_text(text, variadic text[]) returns varchar
  language sql immutable strict as 'select ($1::json #>> $2)::varchar';
create function pg_catalog.get_array_length(super) returns int language sql immutable strict
  as 'select json_array_length($1::json)';
`
