-- Murmur3 of 32 bits, of the bytes that Apache Iceberg's specification takes of a value.
-- https://docs.aws.amazon.com/redshift/latest/dg/MURMUR3_32_HASH.html
-- https://iceberg.apache.org/spec/#appendix-b-32-bit-hash-requirements
create function redshift.low_32(bigint) returns bigint language sql immutable return $1 & 4294967295;

-- The product of two words of 32 bits, of which the one may be so large that a BIGINT does not hold it.
create function redshift.multiplied(word bigint, factor bigint) returns bigint language sql immutable
  return redshift.low_32((redshift.low_32((word >> 16) * factor) << 16) + (word & 65535) * factor);

create function redshift.murmur3_mixed(word bigint) returns bigint language sql immutable
  return redshift.multiplied(redshift.rotate(redshift.multiplied(word, 3432918353), 15), 461845907);

create function redshift.murmur3(bytes bytea, seed int) returns int language plpgsql immutable strict
set search_path to pg_catalog, postgres as $$
declare
  size int := octet_length(bytes);
  hash bigint := redshift.low_32(seed);
  word bigint;
begin
  for at in 0 .. size - 1 by 4 loop
    word := 0;
    for i in reverse least(at + 3, size - 1) .. at loop word := (word << 8) | get_byte(bytes, i); end loop;
    hash := hash # redshift.murmur3_mixed(word);
    if at + 4 <= size then hash := redshift.low_32(redshift.rotate(hash, 13) * 5 + 3864292196); end if;
  end loop;
  hash := hash # size;
  hash := redshift.multiplied(hash # (hash >> 16), 2246822507);
  hash := redshift.multiplied(hash # (hash >> 13), 3266489909);
  hash := hash # (hash >> 16);
  return hash - case when hash > 2147483647 then 4294967296 else 0 end;
end $$;

-- The digits of a DECIMAL as the shortest whole number in two's complement, the highest byte first.
create function redshift.shortest_bytes(digits numeric) returns bytea language plpgsql immutable strict
set search_path to pg_catalog, postgres as $$
declare
  rest numeric := digits * power(10::numeric, scale(digits));
  bytes bytea := '';
begin
  loop
    bytes := set_byte(decode('00', 'hex'), 0, mod(mod(rest, 256) + 256, 256)::int) || bytes;
    exit when rest between -128 and 127;
    rest := floor(rest / 256);
  end loop;
  return bytes;
end $$;

do $$
declare
  hashed record;
begin
  for hashed in
    select * from (values ('text', 'convert_to($1, ''UTF8'')'), ('varbyte', 'redshift.bytes_of($1)'),
      ('int2', 'reverse(int8send($1))'), ('int4', 'reverse(int8send($1))'), ('int8', 'reverse(int8send($1))'),
      ('bool', 'reverse(int8send($1::int))'), ('numeric', 'redshift.shortest_bytes($1)'),
      ('float4', 'reverse(float8send($1))'), ('float8', 'reverse(float8send($1))'),
      ('date', 'reverse(int8send($1 - ''1970-01-01''::date))'),
      ('time', 'reverse(int8send((postgres.extract(''epoch'', $1) * 1000000)::int8))'),
      ('timestamp', 'reverse(int8send((postgres.extract(''epoch'', $1) * 1000000)::int8))'),
      ('timestamptz', 'reverse(int8send((postgres.extract(''epoch'', $1) * 1000000)::int8))')) as hashes (type, bytes)
  loop
    execute format('create function pg_catalog.murmur3_32_hash(%s, seed int default 0) returns int
      language sql immutable return redshift.murmur3(%s, seed)', hashed.type, hashed.bytes);
  end loop;
end $$;
