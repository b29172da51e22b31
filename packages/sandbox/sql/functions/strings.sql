-- https://docs.aws.amazon.com/redshift/latest/dg/String_functions_header.html
create function pg_catalog.len(text) returns int language sql immutable return length($1);
create function pg_catalog.charindex(text, text) returns int language sql immutable return strpos($2, $1);
create function pg_catalog.octetindex(text, text) returns int language sql immutable
  return position(convert_to($1, 'UTF8') in convert_to($2, 'UTF8'));
create function pg_catalog.replicate(text, int) returns text language sql immutable return repeat($1, $2);
create function pg_catalog.concat(text, text) returns text language sql immutable return textcat($1, $2);
create function pg_catalog.bpcharcmp(text, text) returns int language sql immutable
  return sign(bpcharcmp($1::bpchar, $2::bpchar))::int;
create function pg_catalog.quote_literal(text) returns text language sql immutable
  return postgres.quote_literal($1);

create function redshift.field_position(part int) returns int language plpgsql immutable strict as $$
begin
  if part < 1 then raise exception 'field position must be greater than zero' using errcode = '22023'; end if;
  return part;
end $$;
create function pg_catalog.split_part(text, delimiter text, part int) returns text language sql immutable
  return postgres.split_part($1, delimiter, redshift.field_position(part));

-- https://docs.aws.amazon.com/redshift/latest/dg/r_COLLATE.html
create collation pg_catalog.case_insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
-- What a call without two constants is refused by.
create function pg_catalog.collate(value text, collation_name text) returns text language plpgsql stable as $$
begin
  raise exception 'collation "%" does not exist', collation_name using errcode = '42704';
end $$;

create function pg_catalog.strtol(digits text, base int) returns bigint language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
declare
  rest text := lower(ltrim(digits));
  sign int := case when left(rest, 1) = '-' then -1 else 1 end;
  value numeric := 0;
  place int;
begin
  if base not between 2 and 36 then
    raise exception 'The base % is not between 2 and 36', base using errcode = '22023';
  end if;
  rest := ltrim(rest, '+-');
  if base = 16 and left(rest, 2) = '0x' then rest := substr(rest, 3); end if;
  for i in 1 .. length(rest) loop
    place := strpos('0123456789abcdefghijklmnopqrstuvwxyz', substr(rest, i, 1)) - 1;
    if place < 0 or place >= base then
      raise exception 'The input % is not valid to be converted to base %', digits, base using errcode = '22023';
    end if;
    value := value * base + place;
  end loop;
  return sign * value;
end $$;

-- The digit of a letter; vowels end a run of one digit, H and W do not.
create function redshift.soundex_digit(letter text) returns text language sql immutable
  return translate(letter, 'BFPVCGJKQSXZDTLMNRAEIOUYHW', '111122222222334556000000');
create function pg_catalog.soundex(text) returns varchar language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
declare
  letters text := upper(regexp_replace($1, '[^A-Za-z]', '', 1));
  code text := left(letters, 1);
  last text := redshift.soundex_digit(code);
  digit text;
begin
  for i in 2 .. length(letters) loop
    digit := redshift.soundex_digit(substr(letters, i, 1));
    if digit not in ('0', '') and digit <> last then code := code || digit; end if;
    if digit <> '' then last := digit; end if;
  end loop;
  return case when code = '' then '' else rpad(left(code, 4), 4, '0') end;
end $$;
create function pg_catalog.difference(text, text) returns int language sql immutable strict
begin atomic
  select sum((substr(soundex($1), i, 1) = substr(soundex($2), i, 1))::int)::int from generate_series(1, 4) as i;
end;
