-- Paths into SUPER, and the rows that FROM makes of one: if a path leads nowhere, NULL or no row.
-- https://docs.aws.amazon.com/redshift/latest/dg/query-super.html
create function redshift.attribute(super, text) returns super language internal immutable strict parallel safe
  as 'json_object_field';
create function redshift.element(super, int) returns super language internal immutable strict parallel safe
  as 'json_array_element';
create function redshift.element(super, text) returns super language sql immutable
  return redshift.attribute($1, $2);

create function redshift.values(super) returns setof super language sql immutable
begin atomic
  select value::super
  from json_array_elements(case json_typeof($1::json) when 'array' then $1::json else '[]' end) as value;
end;
create function redshift.items(super) returns table (value super, at bigint) language sql immutable
begin atomic
  select item.value::super, item.place - 1
  from json_array_elements(case json_typeof($1::json) when 'array' then $1::json else '[]' end)
    with ordinality as item (value, place);
end;
create function redshift.attributes(super) returns table (value super, at varchar) language sql immutable
begin atomic
  select attribute.value::super, attribute.key::varchar
  from json_each(case json_typeof($1::json) when 'object' then $1::json else '{}' end) as attribute;
end;
