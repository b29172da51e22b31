-- HyperLogLog sketches, as the JSON that they are shown as; of each of 32,768 registers that has one, the highest rank.
-- https://docs.aws.amazon.com/redshift/latest/dg/hyperloglog-functions.html
create type pg_catalog.hllsketch;
-- The number by which drivers know the type.
update pg_type set oid = 2935 where typname = 'hllsketch' and typnamespace = 'pg_catalog'::regnamespace;
create function redshift.sketch_in(cstring) returns hllsketch language internal immutable strict as 'json_in';
create function redshift.sketch_out(hllsketch) returns cstring language internal immutable strict as 'json_out';
create type pg_catalog.hllsketch (input = redshift.sketch_in, output = redshift.sketch_out, like = json);
create cast (hllsketch as json) without function;
create cast (json as hllsketch) without function;

create function redshift.registers(hllsketch) returns table (index int, rank int) language sql immutable
begin atomic
  select index::int, rank::int
  from rows from (json_array_elements_text($1::json #> '{sparse,indices}'),
    json_array_elements_text($1::json #> '{sparse,values}')) as pairs (index, rank);
end;

create function redshift.sketch(indices int[], ranks int[]) returns hllsketch language sql immutable
begin atomic
  select json_build_object('logm', 15, 'sparse', json_build_object('indices', coalesce(json_agg(index order by index), '[]'),
    'values', coalesce(json_agg(rank order by index), '[]')))::hllsketch
  from (select index, max(rank) as rank from unnest(indices, ranks) as pairs (index, rank) group by index) as highest;
end;

-- The sketch of values by their hashes: 15 bits say the register, the others the rank, which is the place of their first 1.
create function redshift.sketch_of(hashes int8[]) returns hllsketch language sql immutable
begin atomic
  select redshift.sketch(array_agg((hash & 32767)::int),
    array_agg(coalesce(nullif(position(b'1' in ((hash >> 15) & 562949953421311)::bit(49)), 0), 50)))
  from unnest(hashes) as hash where hash is not null;
end;

create function redshift.combined(sketches hllsketch[]) returns hllsketch language sql immutable
begin atomic
  select redshift.sketch(array_agg(index), array_agg(rank))
  from unnest(sketches) as item (sketch), redshift.registers(sketch) where sketch is not null;
end;
create function pg_catalog.hll_combine_sketches(hllsketch, hllsketch) returns hllsketch language sql immutable
  return redshift.combined(array[$1, $2]);

create function pg_catalog.hll_cardinality(hllsketch) returns bigint language sql immutable strict
begin atomic
  select round(case when used < 32768 and estimate <= 81920 then 32768 * ln(32768 / (32768 - used)) else estimate end)::bigint
  from (select count(*)::float8 as used,
    0.7213 / (1 + 1.079 / 32768) * 32768 ^ 2 / (32768 - count(*) + coalesce(sum(2::float8 ^ -rank), 0)) as estimate
    from redshift.registers($1)) as counted;
end;
