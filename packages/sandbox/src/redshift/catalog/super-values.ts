/**
 * Paths into SUPER, and the rows that FROM makes of one: where a path leads nowhere, NULL or no row.
 * https://docs.aws.amazon.com/redshift/latest/dg/query-super.html
 */
export const SUPER_VALUES = `
create function redshift.attribute(super, text) returns super as 'json_object_field'
  language internal immutable strict parallel safe;
create function redshift.element(super, int) returns super as 'json_array_element'
  language internal immutable strict parallel safe;
create function redshift.element(super, text) returns super language sql immutable strict
  as 'select redshift.attribute($1, $2)';

create function redshift.values(super) returns setof super language sql immutable strict as $$
  select value::super
  from json_array_elements(case json_typeof($1::json) when 'array' then $1::json else '[]' end) as value $$;
create function redshift.items(super) returns table (value super, at bigint) language sql immutable strict as $$
  select value::super, place - 1
  from json_array_elements(case json_typeof($1::json) when 'array' then $1::json else '[]' end)
    with ordinality as item (value, place) $$;
create function redshift.attributes(super) returns table (value super, at varchar) language sql immutable strict as $$
  select value::super, key::varchar
  from json_each(case json_typeof($1::json) when 'object' then $1::json else '{}' end) $$;
`
