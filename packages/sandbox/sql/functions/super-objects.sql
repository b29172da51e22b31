-- https://docs.aws.amazon.com/redshift/latest/dg/Object_Functions.html

create function redshift.members(super, out name text, out value super, out place bigint) returns setof record
language sql immutable
begin atomic
  select key, json_each.value::super, ordinality
  from json_each(case when is_object($1) then $1::json else '{}' end) with ordinality;
end;
create function redshift.object_of(names text[], attributes super[]) returns super language sql immutable
begin atomic
  select ('{' || coalesce(string_agg(to_json(name)::text || ':' || coalesce(value::json::text, 'null'), ',' order by place), '') || '}')::json::super
  from unnest(names, attributes) with ordinality as pairs (name, value, place);
end;

-- Names and values in turns.
create function pg_catalog.object(variadic super[]) returns super language plpgsql immutable
set search_path to pg_catalog, postgres as $$
begin
  if cardinality($1) % 2 = 1 then
    raise exception 'OBJECT takes pairs of a name and a value' using errcode = '22023';
  end if;
  return redshift.object_of(
    array(select redshift.scalar_text($1[i]) from generate_series(1, cardinality($1), 2) as i order by i),
    array(select $1[i] from generate_series(2, cardinality($1), 2) as i order by i));
end $$;
create function pg_catalog.object() returns super language sql immutable return '{}'::json::super;
create function pg_catalog.get_number_attributes(super) returns int language sql immutable
begin atomic
  select case when is_object($1) then (select count(*)::int from redshift.members($1)) end;
end;

-- Every name of an attribute in the other case, at any depth.
create function redshift.change_names(value super, to_upper boolean) returns super language plpgsql immutable strict as $$
begin
  if is_object(value) then
    return (select redshift.object_of(
        postgres.array_agg(case when to_upper then upper(name) else lower(name) end order by place),
        postgres.array_agg(redshift.change_names(part.value, to_upper) order by place))
      from redshift.members(value) as part);
  elsif is_array(value) then
    return redshift.array_of(array(
      select redshift.change_names(item.value, to_upper) from redshift.items(change_names.value) as item order by item.at));
  end if;
  return value;
end $$;
create function redshift.unique_names(value super) returns super language plpgsql immutable strict as $$
begin
  if value::text is json with unique keys then return value; end if;
  raise exception 'Invalid input' using errcode = 'XX000',
    detail = 'SUPER value has duplicate attributes after case conversion.';
end $$;
create function pg_catalog.lower_attribute_names(super) returns super language sql immutable
  return redshift.unique_names(redshift.change_names($1, false));
create function pg_catalog.upper_attribute_names(super) returns super language sql immutable
  return redshift.unique_names(redshift.change_names($1, true));

-- OBJECT_TRANSFORM: what lies at the paths to keep, and what is set. A path has its names in double quotes.
create function redshift.path_names(path text) returns text[] language sql immutable
  return string_to_array(btrim(path, '"'), '"."');
create function redshift.at_path(value super, names text[]) returns super language sql immutable
  return (value::json #> names)::super;
create function redshift.set_at_path(value super, names text[], part super) returns super language plpgsql immutable
set search_path to pg_catalog, postgres as $$
declare
  object super := case when is_object(value) then value else object() end;
  inner_part super := part;
  has boolean := redshift.at_path(object, names[1:1]) is not null;
begin
  if cardinality(names) > 1 then
    inner_part := redshift.set_at_path(redshift.at_path(object, names[1:1]), names[2:], part);
  end if;
  return (select redshift.object_of(
      array_agg(name order by place) || case when has then '{}' else names[1:1] end,
      array_agg(case when name = names[1] then inner_part else old.value end order by place)
        || case when has then '{}' else array[inner_part] end)
    from redshift.members(object) as old);
end $$;
create function redshift.keep_paths(value super, variadic paths text[]) returns super language plpgsql immutable as $$
declare
  result super := object();
  path text;
begin
  if not is_object(value) then return value; end if;
  foreach path in array paths loop
    if redshift.at_path(value, redshift.path_names(path)) is not null then
      result := redshift.set_at_path(result, redshift.path_names(path),
        redshift.at_path(value, redshift.path_names(path)));
    end if;
  end loop;
  return result;
end $$;
-- Paths and values in turns.
create function redshift.set_paths(value super, variadic pairs super[]) returns super language plpgsql immutable
set search_path to pg_catalog, postgres as $$
declare
  result super := value;
begin
  if not is_object(value) then return value; end if;
  for i in 1 .. cardinality(pairs) by 2 loop
    result := redshift.set_at_path(result, redshift.path_names(redshift.scalar_text(pairs[i])), pairs[i + 1]);
  end loop;
  return result;
end $$;
-- Gives the column its name.
create function redshift.object_transform(super) returns super language sql immutable return $1;
