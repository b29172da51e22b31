-- https://docs.aws.amazon.com/redshift/latest/dg/hash-functions.html
create function redshift.sha2(value bytea, bits int) returns varchar language sql immutable
  return encode(case bits when 224 then sha224(value) when 384 then sha384(value) when 512 then sha512(value)
    when 256 then sha256(value) when 0 then sha256(value) end, 'hex');
create function pg_catalog.sha2(value text, bits int) returns varchar language sql immutable
  return redshift.sha2(convert_to(value, 'UTF8'), bits);
create function pg_catalog.sha2(value varbyte, bits int) returns varchar language sql immutable
  return redshift.sha2(redshift.bytes_of(value), bits);
create function pg_catalog.md5(varbyte) returns varchar language sql immutable return md5(redshift.bytes_of($1));

-- CRC-32C. https://docs.aws.amazon.com/redshift/latest/dg/crc32-function.html
create function pg_catalog.crc32(text) returns varchar language sql immutable
  return lpad(to_hex(crc32c(convert_to($1, 'UTF8'))), 8, '0');

create function redshift.rotate(word bigint, bits int) returns bigint language sql immutable
  return ((word << bits) | (word >> (32 - bits))) & 4294967295;

-- PostgreSQL has no SHA-1 of its own. https://www.rfc-editor.org/rfc/rfc3174
create function redshift.sha1(message bytea) returns varchar language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
declare
  state bigint[] := array[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
  words bigint[];
  a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint;
begin
  message := message || decode('80', 'hex') || decode(repeat('00', (119 - octet_length(message) % 64) % 64), 'hex')
    || int8send(octet_length(message)::bigint * 8);
  for block in 0 .. octet_length(message) / 64 - 1 loop
    for i in 0 .. 15 loop
      words[i] := 0;
      for j in 0 .. 3 loop words[i] := (words[i] << 8) | get_byte(message, block * 64 + i * 4 + j); end loop;
    end loop;
    for i in 16 .. 79 loop
      words[i] := redshift.rotate(words[i - 3] # words[i - 8] # words[i - 14] # words[i - 16], 1);
    end loop;
    a := state[1]; b := state[2]; c := state[3]; d := state[4]; e := state[5];
    for i in 0 .. 79 loop
      if i < 20 then f := (b & c) | (~b & d); k := 1518500249;
      elsif i < 40 then f := b # c # d; k := 1859775393;
      elsif i < 60 then f := (b & c) | (b & d) | (c & d); k := 2400959708;
      else f := b # c # d; k := 3395469782;
      end if;
      t := (redshift.rotate(a, 5) + f + e + k + words[i]) & 4294967295;
      e := d; d := c; c := redshift.rotate(b, 30); b := a; a := t;
    end loop;
    state := array[state[1] + a, state[2] + b, state[3] + c, state[4] + d, state[5] + e];
    for i in 1 .. 5 loop state[i] := state[i] & 4294967295; end loop;
  end loop;
  return (select string_agg(lpad(to_hex(word), 8, '0'), '') from unnest(state) as word);
end $$;
do $$
declare
  name text;
begin
  foreach name in array array['sha', 'sha1', 'func_sha1'] loop
    execute format('create function pg_catalog.%s(text) returns varchar language sql immutable
      return redshift.sha1(convert_to($1, ''UTF8''))', name);
    execute format('create function pg_catalog.%s(varbyte) returns varchar language sql immutable
      return redshift.sha1(redshift.bytes_of($1))', name);
  end loop;
end $$;

-- FNV-1a of the bytes of a value, the lowest first. https://docs.aws.amazon.com/redshift/latest/dg/r_FNV_HASH.html
create function redshift.fnv(bytes bytea, seed bigint) returns bigint language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
declare
  hash numeric := seed::numeric + case when seed < 0 then 18446744073709551616 else 0 end;
  low int;
begin
  for i in 0 .. octet_length(bytes) - 1 loop
    low := mod(hash, 256);
    hash := mod((hash - low + (low # get_byte(bytes, i))) * 1099511628211, 18446744073709551616);
  end loop;
  return hash - case when hash >= 9223372036854775808 then 18446744073709551616 else 0 end;
end $$;
do $$
declare
  hashed record;
begin
  for hashed in
    select * from (values ('text', 'convert_to($1, ''UTF8'')'), ('int2', 'reverse(int2send($1))'),
      ('int4', 'reverse(int4send($1))'), ('int8', 'reverse(int8send($1))'), ('float4', 'reverse(float4send($1))'),
      ('float8', 'reverse(float8send($1))'), ('bool', 'boolsend($1)'),
      ('date', 'reverse(date_send($1))'), ('timestamp', 'reverse(timestamp_send($1))')) as hashes (type, bytes)
  loop
    execute format('create function pg_catalog.fnv_hash(%s, seed bigint default -3750763034362895579) returns bigint
      language sql immutable return redshift.fnv(%s, seed)', hashed.type, hashed.bytes);
  end loop;
end $$;

-- Which number this gives is not published: ours is another, as well spread.
create function pg_catalog.checksum(text) returns int language sql immutable return abs(hashtext($1) / 2);
create function pg_catalog.checksum(bool) returns int language sql immutable return checksum($1::text);
create function pg_catalog.checksum(super) returns int language sql immutable return checksum($1::json::text);
create function pg_catalog.checksum(varbyte) returns int language sql immutable return checksum($1::text);
