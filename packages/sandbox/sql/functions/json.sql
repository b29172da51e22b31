-- JSON in text. https://docs.aws.amazon.com/redshift/latest/dg/json-functions.html
-- An array is not valid here, as the page shows. https://docs.aws.amazon.com/redshift/latest/dg/IS_VALID_JSON.html
create function pg_catalog.is_valid_json(text) returns boolean language sql immutable return $1 is json object;
create function pg_catalog.is_valid_json_array(text) returns boolean language sql immutable return $1 is json array;
create function pg_catalog.can_json_parse(text) returns boolean language sql immutable return $1 is json;

-- Whether a function is to give NULL for text that is no JSON, instead of an error.
-- No SQL expression, as PostgreSQL would try all of that on a constant while it plans.
create function redshift.json_or_null(value text) returns json language plpgsql immutable strict as $$
begin
  if value is json then return value::postgres.json; end if;
  return null;
end $$;
create function redshift.json_of(value text, null_if_invalid boolean) returns json language sql immutable
  return case when null_if_invalid then redshift.json_or_null(value) else value::json end;

create function pg_catalog.json_array_length(text, null_if_invalid boolean default false) returns int
  language sql immutable return json_array_length(redshift.json_of($1, null_if_invalid));
create function pg_catalog.json_extract_array_element_text(text, place int, null_if_invalid boolean default false)
  returns varchar language sql immutable return case when place >= 0 then redshift.json_of($1, null_if_invalid) ->> place end;
do $$
begin
  for depth in 1 .. 5 loop
    execute format('create function pg_catalog.json_extract_path_text(text, %s, null_if_invalid boolean default false)
      returns varchar language sql immutable
      return redshift.json_of($1, null_if_invalid) #>> array[%s]',
      (select string_agg('text', ', ') from generate_series(1, depth)),
      (select string_agg('$' || place + 1, ', ') from generate_series(1, depth) as place));
  end loop;
end $$;
