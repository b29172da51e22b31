-- FarmHash's Fingerprint64, in words of 64 bits. https://docs.aws.amazon.com/redshift/latest/dg/r_FARMFINGERPRINT64.html
create function redshift.wrapped(numeric) returns bigint language sql immutable
  return mod(mod($1, 18446744073709551616) + 27670116110564327424, 18446744073709551616) - 9223372036854775808;
create function redshift.plus(variadic bigint[]) returns bigint language sql immutable
begin atomic
  select redshift.wrapped(sum(word)) from unnest($1) as word;
end;
create function redshift.times(bigint, bigint) returns bigint language sql immutable
  return redshift.wrapped($1::numeric * $2::numeric);
create function redshift.shifted(word bigint, bits int) returns bigint language sql immutable
  return (word >> bits) & ((1::bigint << (64 - bits)) - 1);
create function redshift.rotated(word bigint, bits int) returns bigint language sql immutable
  return redshift.shifted(word, bits) | (word << (64 - bits));
create function redshift.word_at(bytes bytea, place int, size int default 8) returns bigint language sql immutable
  return reverse(substring(bytes from place + 1 for size))::int8;
create function redshift.shift_mixed(bigint) returns bigint language sql immutable return $1 # redshift.shifted($1, 47);

create function redshift.farm_16(u bigint, v bigint, factor bigint) returns bigint language sql immutable
begin atomic
  select redshift.times(redshift.shift_mixed(redshift.times(v # a, factor)), factor)
  from redshift.shift_mixed(redshift.times(u # v, factor)) as a;
end;

create function redshift.farm_32(bytes bytea, place int, seed bigint, other bigint) returns bigint[]
language sql immutable as $$
  select array[redshift.plus(last, redshift.word_at($1, $2 + 24)), redshift.plus(b, redshift.rotated(last, 44), a)]
  from (select redshift.plus($3, redshift.word_at($1, $2)) as a) as first,
    lateral (select redshift.rotated(redshift.plus($4, a, redshift.word_at($1, $2 + 24)), 21) as b,
      redshift.plus(a, redshift.word_at($1, $2 + 8), redshift.word_at($1, $2 + 16)) as last) as next $$;

create function redshift.farm_fingerprint(bytes bytea) returns bigint language plpgsql immutable strict
set search_path to pg_catalog, redshift, postgres as $$
declare
  k0 constant bigint := -4348849565147123417;
  k1 constant bigint := -5435081209227447693;
  k2 constant bigint := -7286425919675154353;
  size int := octet_length(bytes);
  factor bigint := plus(k2, size * 2);
  a bigint; b bigint; c bigint; d bigint; e bigint; x bigint; y bigint; z bigint;
  v bigint[] := '{0,0}'; w bigint[] := '{0,0}';
  place int := 0;
  over int := (size - 1) & 63;
begin
  if size = 0 then return k2; end if;
  if size < 4 then
    y := get_byte(bytes, 0) + (get_byte(bytes, size / 2) << 8);
    return times(shift_mixed(times(y, k2) # times(size + (get_byte(bytes, size - 1) << 2), k0)), k2);
  end if;
  if size < 8 then
    return farm_16(size + (word_at(bytes, 0, 4) << 3), word_at(bytes, size - 4, 4), factor);
  end if;
  if size <= 16 then
    a := plus(word_at(bytes, 0), k2);
    b := word_at(bytes, size - 8);
    return farm_16(plus(times(rotated(b, 37), factor), a), times(plus(rotated(a, 25), b), factor), factor);
  end if;
  if size <= 64 then
    a := times(word_at(bytes, 0), case when size <= 32 then k1 else k2 end);
    b := word_at(bytes, 8);
    c := times(word_at(bytes, size - 8), factor);
    d := times(word_at(bytes, size - 16), k2);
    y := plus(rotated(plus(a, b), 43), rotated(c, 30), d);
    z := farm_16(y, plus(a, rotated(plus(b, k2), 18), c), factor);
    if size <= 32 then return z; end if;
    b := times(word_at(bytes, 16), factor);
    c := word_at(bytes, 24);
    d := times(plus(y, word_at(bytes, size - 32)), factor);
    e := times(plus(z, word_at(bytes, size - 24)), factor);
    return farm_16(plus(rotated(plus(b, c), 43), rotated(d, 30), e), plus(b, rotated(plus(c, a), 18), d), factor);
  end if;
  y := plus(times(81, k1), 113);
  z := times(shift_mixed(plus(times(y, k2), 113)), k2);
  x := plus(times(81, k2), word_at(bytes, 0));
  -- The last 64 bytes are taken by a factor of their own, though they may have been taken already.
  for turn in 0 .. (size - 1) / 64 loop
    factor := k1;
    if turn = (size - 1) / 64 then
      factor := plus(k1, (z & 255) << 1);
      place := size - 64;
      w[1] := plus(w[1], over);
      v[1] := plus(v[1], w[1]);
      w[1] := plus(w[1], v[1]);
    end if;
    x := times(rotated(plus(x, y, v[1], word_at(bytes, place + 8)), 37), factor);
    y := times(rotated(plus(y, v[2], word_at(bytes, place + 48)), 42), factor);
    x := x # case when factor = k1 then w[2] else times(w[2], 9) end;
    y := plus(y, case when factor = k1 then v[1] else times(v[1], 9) end, word_at(bytes, place + 40));
    z := times(rotated(plus(z, w[1]), 33), factor);
    v := farm_32(bytes, place, times(v[2], factor), plus(x, w[1]));
    w := farm_32(bytes, place + 32, plus(z, w[2]), plus(y, word_at(bytes, place + 16)));
    a := z; z := x; x := a;
    place := place + 64;
  end loop;
  return farm_16(plus(farm_16(v[1], w[1], factor), times(shift_mixed(y), k0), z),
    plus(farm_16(v[2], w[2], factor), x), factor);
end $$;

create function pg_catalog.farmfingerprint64(text) returns bigint language sql immutable
  return redshift.farm_fingerprint(convert_to($1, 'UTF8'));
create function pg_catalog.farmfingerprint64(varbyte) returns bigint language sql immutable
  return redshift.farm_fingerprint(redshift.bytes_of($1));
