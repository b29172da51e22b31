-- https://docs.aws.amazon.com/redshift/latest/dg/c_Array_Functions.html and
-- https://docs.aws.amazon.com/redshift/latest/dg/c_Type_Info_Functions.html

-- Bytes of a string within a SUPER.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_enable_large_strings_opt_in.html
create function pg_catalog.is_large_string_enabled() returns boolean language sql stable
  return coalesce(current_setting('redshift.enable_large_strings_opt_in', true), '') = 'on';
create function redshift.longest_string() returns int language sql stable
  return case when is_large_string_enabled() then 16000000 else 65535 end;

create function redshift.is_on(setting text) returns boolean language sql stable
  return lower(coalesce(current_setting('redshift.' || setting, true), '')) in ('on', 'true', '1', 'yes');

create function redshift.check_strings(value json) returns json language plpgsql stable set search_path to pg_catalog, postgres as $$
begin
  if octet_length(value::text) > redshift.longest_string() and exists (
    select from jsonb_path_query(value::text::jsonb, 'strict $.**') as part
    where jsonb_typeof(part) = 'string' and octet_length(part #>> '{}') > redshift.longest_string())
  then
    raise exception 'String value exceeds the max size of % bytes', redshift.longest_string()
      using errcode = 'XX000', hint = 'The parameter enable_large_strings_opt_in allows 16000000 bytes.';
  end if;
  return value;
end $$;

-- Without the blanks between its parts.
create function redshift.compact_json(text) returns text language sql immutable
  return postgres.regexp_replace($1, '("([^"\\]|\\.)*")|\s+', '\1', 'g');

create function pg_catalog.json_parse(value text) returns super language plpgsql stable strict set search_path to pg_catalog, postgres as $$
begin
  if value is json with unique keys then return redshift.check_strings(redshift.compact_json(value)::postgres.json);
  elsif value is json and redshift.is_on('json_parse_dedup_attributes') then
    return redshift.check_strings(redshift.compact_json(value::jsonb::text)::postgres.json);
  elsif redshift.is_on('parse_super_null_on_error') then return null;
  elsif value is json then
    raise exception 'Invalid JSON format for SUPER: an attribute is duplicate' using errcode = 'XX000';
  end if;
  raise exception 'Invalid JSON format for SUPER: the text is not well-formed JSON' using errcode = 'XX000';
end $$;
create function pg_catalog.json_parse(value varbyte) returns super language sql stable
  return json_parse(value::varchar);

create function pg_catalog.json_serialize(super) returns varchar language sql immutable return $1::json::text;
create function pg_catalog.json_serialize_to_varbyte(super) returns varbyte language sql immutable
  return $1::json::text::varchar::varbyte;
create function pg_catalog.json_size(super) returns int language sql immutable
  return octet_length($1::json::text);
-- Amazon publishes four sizes, of which these are the parts; what it counts for texts and large numbers is not known.
create function pg_catalog.size(super) returns int language plpgsql immutable set search_path to pg_catalog, postgres as $$
begin
  return case json_typeof($1::postgres.json)
    when 'array' then 7 + (select coalesce(sum(size(item.value::super)), 0) from json_array_elements($1::postgres.json) as item)
    when 'object' then 4 + (select coalesce(sum(7 + octet_length(part.key) + size(part.value::super)), 0)
      from json_each($1::postgres.json) as part)
    when 'string' then 4 + octet_length($1::postgres.json #>> '{}')
    else 4 end;
end $$;

-- Type information: false of NULL.
create function pg_catalog.json_typeof(super) returns varchar language sql immutable return json_typeof($1::json);
create function redshift.is_of_type(super, type text) returns boolean language sql immutable
  return coalesce(json_typeof($1::json) = type, false);
create function redshift.is_whole(super, low numeric, high numeric) returns boolean language sql immutable
  return case when redshift.is_of_type($1, 'number') and $1::text !~ '[.eE]'
    then $1::text::numeric between low and high else false end;
create function pg_catalog.is_array(super) returns boolean language sql immutable
  return redshift.is_of_type($1, 'array');
create function pg_catalog.is_object(super) returns boolean language sql immutable
  return redshift.is_of_type($1, 'object');
create function pg_catalog.is_varchar(super) returns boolean language sql immutable
  return redshift.is_of_type($1, 'string');
create function pg_catalog.is_boolean(super) returns boolean language sql immutable
  return redshift.is_of_type($1, 'boolean');
create function pg_catalog.is_scalar(super) returns boolean language sql immutable
  return coalesce(json_typeof($1::json) not in ('object', 'array', 'null'), false);
create function pg_catalog.is_char(super) returns boolean language sql immutable
  return redshift.is_of_type($1, 'string') and ($1::json #>> '{}') !~ '[^\u0001-\u007f]';
create function pg_catalog.is_smallint(super) returns boolean language sql immutable
  return redshift.is_whole($1, -32768, 32767);
create function pg_catalog.is_integer(super) returns boolean language sql immutable
  return redshift.is_whole($1, -2147483648, 2147483647);
create function pg_catalog.is_bigint(super) returns boolean language sql immutable
  return redshift.is_whole($1, -9223372036854775808, 9223372036854775807);
create function pg_catalog.is_decimal(super) returns boolean language sql immutable
  return redshift.is_of_type($1, 'number') and $1::text !~ '[eE]';
create function pg_catalog.is_float(super) returns boolean language sql immutable
  return redshift.is_of_type($1, 'number') and $1::text ~ '[eE]';
create function pg_catalog.decimal_precision(super) returns int language sql immutable
  return case when is_decimal($1)
    then greatest(length(ltrim(translate($1::text, '-.', ''), '0')), scale($1::text::numeric), 1) end;
create function pg_catalog.decimal_scale(super) returns int language sql immutable
  return case when is_decimal($1) then scale($1::text::numeric) end;
