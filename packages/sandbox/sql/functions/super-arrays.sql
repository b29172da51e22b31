-- https://docs.aws.amazon.com/redshift/latest/dg/c_Array_Functions.html

-- Any value as a SUPER, by its type.
create function redshift.as_super(super) returns super language sql immutable return $1;
create function redshift.as_super(text) returns super language sql immutable return super($1::varchar);
create function redshift.as_super(bool) returns super language sql immutable return super($1);
create function redshift.as_super(int2) returns super language sql immutable return super($1);
create function redshift.as_super(int4) returns super language sql immutable return super($1);
create function redshift.as_super(int8) returns super language sql immutable return super($1);
create function redshift.as_super(numeric) returns super language sql immutable return super($1);
create function redshift.as_super(float4) returns super language sql immutable return super($1);
create function redshift.as_super(float8) returns super language sql immutable return super($1);

-- https://docs.aws.amazon.com/redshift/latest/dg/limitations-super.html
do $$
declare
  type text;
begin
  for type in select unnest(array['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval']) loop
    execute format('create function redshift.as_super(%1$s) returns super language plpgsql immutable as %2$L', type,
      format('begin raise ''cannot cast type %% to super'', %L using errcode = ''42846''; end', format_type(type::regtype, null)));
  end loop;
end $$;

create function redshift.array_of(elements super[]) returns super language sql immutable
  return ('[' || coalesce(array_to_string(elements, ',', 'null'), '') || ']')::json::super;

-- ARRAY(…).
create function redshift.array(variadic super[]) returns super language sql immutable return redshift.array_of($1);
create function redshift.array() returns super language sql immutable return redshift.array_of('{}');

create function pg_catalog.get_array_length(super) returns bigint language sql immutable
  return case when is_array($1) then json_array_length($1::json) end;
create function pg_catalog.split_to_array(text, delimiter text default ',') returns super language sql immutable
  return to_json(string_to_array($1, delimiter))::super;
create function pg_catalog.array_concat(super, super) returns super language sql immutable
begin atomic
  select case when is_array($1) and is_array($2) then redshift.array_of(
    array(select value from redshift.items($1) order by at)
    || array(select value from redshift.items($2) order by at)) end;
end;
create function pg_catalog.array_flatten(super) returns super language sql immutable
begin atomic
  with recursive elements (value, place) as (
    select value, array[at] from redshift.items($1)
    union all
    select item.value, elements.place || item.at from elements, redshift.items(elements.value) as item
    where is_array(elements.value)
  )
  select case when is_array($1) then redshift.array_of(array(
    select value from elements where not is_array(value) order by place)) end;
end;
create function pg_catalog.subarray(super, start int, size int) returns super language sql immutable
begin atomic
  select case when is_array($1) then redshift.array_of(array(
    select value from redshift.items($1)
    where at >= start + case when start < 0 then get_array_length($1) else 0 end
      and at < start + case when start < 0 then get_array_length($1) else 0 end + size
    order by at)) end;
end;

-- Elements are the same if they are equal; nulls are the same here.
create function redshift.is_same(super, super) returns boolean language sql immutable
  return redshift.super_compare($1, $2) = 0;
create function redshift.distinct_elements(super) returns super[] language sql immutable
begin atomic
  select array(
    select value from redshift.items($1) as one
    where not exists (select from redshift.items($1) as earlier
      where earlier.at < one.at and redshift.is_same(earlier.value, one.value))
    order by at);
end;
create function pg_catalog.array_distinct(super) returns super language sql immutable
  return case when is_array($1) then redshift.array_of(redshift.distinct_elements($1)) end;
create function pg_catalog.array_union(super, super) returns super language sql immutable
  return array_distinct(array_concat($1, $2));
create function pg_catalog.array_except(super, super) returns super language sql immutable
begin atomic
  select case when is_array($1) and is_array($2) then redshift.array_of(array(
    select value from redshift.items(array_distinct($1)) as one
    where not exists (select from redshift.items($2) as other where redshift.is_same(other.value, one.value))
    order by at)) end;
end;
create function pg_catalog.array_intersection(super, super) returns super language sql immutable
begin atomic
  select case when is_array($1) and is_array($2) then redshift.array_of(array(
    select value from redshift.items(array_distinct($1)) as one
    where exists (select from redshift.items($2) as other where redshift.is_same(other.value, one.value))
    order by at)) end;
end;
create function pg_catalog.arrays_overlap(super, super) returns boolean language sql immutable
begin atomic
  select case when is_array($1) and is_array($2) then exists (
    select from redshift.items($1) as one, redshift.items($2) as other
    where redshift.is_same(one.value, other.value)) end;
end;
create function pg_catalog.array_sort(super, ascending boolean default true, nulls_first boolean default false)
  returns super language sql immutable
begin atomic
  select case when is_array($1) then redshift.array_of(array(
    select value from redshift.items($1)
    order by is_scalar(value) or is_array(value) or is_object(value) = nulls_first,
      case when ascending then value end, case when not ascending then value end desc)) end;
end;
do $$
declare
  type text;
begin
  foreach type in array array['super', 'text', 'bool', 'int8', 'numeric', 'float8'] loop
    execute format('create function pg_catalog.array_positions(super, sought %s) returns super language sql immutable
      begin atomic
        select case when is_array($1) then redshift.array_of(array(
          select super(at) from redshift.items($1)
          where redshift.compare(value::json, redshift.json_of(sought)) = 0 order by at)) end;
      end', type);
    execute format('create function pg_catalog.array_position(super, sought %s) returns int language sql immutable
      return case when is_array($1) then coalesce((array_positions($1, sought)::json ->> 0)::int, -1) end', type);
    execute format('create function pg_catalog.array_contains(super, sought %s) returns boolean language sql immutable
      return array_position($1, sought) >= 0', type);
  end loop;
end $$;

-- Nothing from here on joins arrays by ||, and no client can: to PostgreSQL, a string before it could be one.
update pg_operator set oprnamespace = 'postgres'::regnamespace
where oprname = '||' and 'anycompatiblearray'::regtype in (oprleft, oprright);
