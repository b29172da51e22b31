-- https://docs.aws.amazon.com/redshift/latest/dg/varbyte-functions.html
create function redshift.bits_of(varbyte) returns varbit language sql immutable return ('x' || $1::text)::varbit;

create function pg_catalog.from_hex(text) returns varbyte language sql immutable
  return redshift.varbyte_of(decode($1, 'hex'));
create function pg_catalog.to_hex(varbyte) returns varchar language sql immutable return $1::text;
-- A string is taken for its bytes.
create function pg_catalog.to_hex(text) returns varchar language sql immutable return $1::varchar::varbyte::text;

create function redshift.of_bits(varbit) returns varbyte language sql immutable
  return from_hex(substr(encode(varbit_send($1), 'hex'), 9));

create function pg_catalog.to_varbyte(value text, format text) returns varbyte language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
begin
  case lower(format)
    when 'hex' then return from_hex(repeat('0', length(value) % 2) || value);
    when 'binary' then return redshift.of_bits((repeat('0', -length(value) & 7) || value)::varbit);
    when 'utf8', 'utf-8' then return value::varchar::varbyte;
    when 'base64' then return redshift.varbyte_of(decode(value, 'base64'));
    else raise exception 'Invalid format %', format using errcode = '22023';
  end case;
end $$;
create function pg_catalog.from_varbyte(value varbyte, format text) returns varchar language plpgsql immutable strict set search_path to pg_catalog, postgres
as $$
begin
  case lower(format)
    when 'hex' then return value::text;
    when 'binary' then return redshift.bits_of(value)::text;
    when 'utf8', 'utf-8' then return value::varchar;
    when 'base64' then return translate(encode(redshift.bytes_of(value), 'base64'), E'\n', '');
    else raise exception 'Invalid format %', format using errcode = '22023';
  end case;
end $$;
-- A string is taken for its bytes.
create function pg_catalog.from_varbyte(value text, format text) returns varchar language sql immutable
  return from_varbyte(value::varchar::varbyte, format);

-- Bits count from the last one.
create function pg_catalog.getbit(varbyte, place int) returns int language sql immutable
  return get_bit(redshift.bits_of($1), length($1::text) * 4 - 1 - place);

create function pg_catalog.octet_length(varbyte) returns int language sql immutable return length($1::text) / 2;
create function pg_catalog.length(varbyte) returns int language sql immutable return length($1::text) / 2;
create function pg_catalog.len(varbyte) returns int language sql immutable return length($1::text) / 2;
create function pg_catalog.substring(varbyte, start int) returns varbyte language sql immutable
  return substr($1::text, start * 2 - 1)::varbyte;
create function pg_catalog.substring(varbyte, start int, size int) returns varbyte language sql immutable
  return substr($1::text, start * 2 - 1, size * 2)::varbyte;
create function pg_catalog.substr(varbyte, start int) returns varbyte language sql immutable
  return substring($1, start);
create function pg_catalog.substr(varbyte, start int, size int) returns varbyte language sql immutable
  return substring($1, start, size);
create function pg_catalog.concat(varbyte, varbyte) returns varbyte language sql immutable
  return textcat($1::text, $2::text)::varbyte;
create operator pg_catalog.|| (leftarg = varbyte, rightarg = varbyte, function = pg_catalog.concat);
-- A string beside a VARBYTE is taken for its bytes.
create function pg_catalog.concat(text, varbyte) returns varbyte language sql immutable
  return concat($1::varchar::varbyte, $2);
create function pg_catalog.concat(varbyte, text) returns varbyte language sql immutable
  return concat($1, $2::varchar::varbyte);
create operator pg_catalog.+ (leftarg = varbyte, rightarg = varbyte, function = pg_catalog.concat);

create function redshift.varbyte_and(varbyte, varbyte) returns varbyte language sql immutable
  return redshift.of_bits(redshift.bits_of($1) & redshift.bits_of($2));
create function redshift.varbyte_or(varbyte, varbyte) returns varbyte language sql immutable
  return redshift.of_bits(redshift.bits_of($1) | redshift.bits_of($2));
create function redshift.varbyte_xor(varbyte, varbyte) returns varbyte language sql immutable
  return redshift.of_bits(redshift.bits_of($1) # redshift.bits_of($2));
create function redshift.varbyte_not(varbyte) returns varbyte language sql immutable
  return redshift.of_bits(~ redshift.bits_of($1));
create operator pg_catalog.& (leftarg = varbyte, rightarg = varbyte, function = redshift.varbyte_and);
create operator pg_catalog.| (leftarg = varbyte, rightarg = varbyte, function = redshift.varbyte_or);
create operator pg_catalog.# (leftarg = varbyte, rightarg = varbyte, function = redshift.varbyte_xor);
create operator pg_catalog.~ (rightarg = varbyte, function = redshift.varbyte_not);
