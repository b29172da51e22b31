-- https://docs.aws.amazon.com/redshift/latest/dg/r_Data_type_formatting.html

-- A time without a zone counts as of the session's.
create function pg_catalog.to_char(at timestamp, format text) returns text language sql stable
  return postgres.to_char(at::timestamptz, format);
create function pg_catalog.to_char(at timestamptz, format text) returns text language sql stable
  return postgres.to_char(at, format);

-- L is the currency's sign.
create function redshift.number_format(format text) returns text language sql immutable
  return translate(format, 'lL', '$$');
create function pg_catalog.to_char(number int4, format text) returns text language sql stable
  return postgres.to_char(number, redshift.number_format(format));
create function pg_catalog.to_char(number int8, format text) returns text language sql stable
  return postgres.to_char(number, redshift.number_format(format));
create function pg_catalog.to_char(number numeric, format text) returns text language sql stable
  return postgres.to_char(number, redshift.number_format(format));
create function pg_catalog.to_char(number float4, format text) returns text language sql stable
  return postgres.to_char(number, redshift.number_format(format));
create function pg_catalog.to_char(number float8, format text) returns text language sql stable
  return postgres.to_char(number, redshift.number_format(format));

-- Reads `value` by a format of numbers alone; what is beyond its range, such as 31 June, runs over.
create function redshift.overflowing_time(value text, format text) returns timestamp
language plpgsql immutable set search_path to pg_catalog, postgres as $$
declare
  rest text := value;
  token text;
  digits text;
  result timestamp := '0001-01-01';
begin
  for token in
    select match[1]
    from regexp_matches(upper(format), '(YYYY|YY|MM|DDD|DD|HH24|HH12|HH|MI|SS|.)', 'g') as match
  loop
    digits := substring(rest from '^[0-9]{1,' || case token when 'YYYY' then 4 when 'DDD' then 3 else 2 end || '}');
    if length(token) = 1 then
      rest := substr(rest, 2);
      continue;
    end if;
    if digits is null then raise exception 'invalid value "%" for "%"', rest, token using errcode = '22007'; end if;
    rest := substr(rest, length(digits) + 1);
    result := result + case token
      when 'YYYY' then make_interval(years => digits::int - 1)
      when 'YY' then make_interval(years => 1999 + digits::int)
      when 'MM' then make_interval(months => digits::int - 1)
      when 'DD' then make_interval(days => digits::int - 1)
      when 'DDD' then make_interval(days => digits::int - 1)
      when 'MI' then make_interval(mins => digits::int)
      when 'SS' then make_interval(secs => digits::int)
      else make_interval(hours => digits::int) end;
  end loop;
  return result;
end $$;

create function redshift.formatted_time(value text, format text, strict boolean) returns timestamp
language plpgsql stable set search_path to pg_catalog, postgres as $$
begin
  if value = '' then return timestamp '0001-01-01'; end if;
  return postgres.to_timestamp(value, format)::timestamp;
exception when datetime_field_overflow then
  if strict then raise; end if;
  return redshift.overflowing_time(value, format);
end $$;

create function pg_catalog.to_date(value text, format text, strict boolean default false) returns date
  language sql stable return redshift.formatted_time(value, format, strict)::date;
create function pg_catalog.to_timestamp(value text, format text, strict boolean default false) returns timestamptz
  language sql stable return redshift.formatted_time(value, format, strict)::timestamptz;

-- A sign may come last. https://docs.aws.amazon.com/redshift/latest/dg/r_TEXT_TO_INT_ALT.html
create function redshift.number_of(value text) returns numeric language sql immutable
  return postgres.regexp_replace(trim(value), '^(.*)([-+])$', '\2\1')::numeric;
create function pg_catalog.text_to_int_alt(text) returns bigint language sql immutable
  return trunc(redshift.number_of($1))::bigint;
create function pg_catalog.text_to_numeric_alt(text, precision_ int default 38, scale_ int default 0) returns numeric
  language sql immutable return round(redshift.number_of($1), scale_);
