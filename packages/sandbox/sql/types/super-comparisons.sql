-- SUPER compares by what its values are. https://docs.aws.amazon.com/redshift/latest/dg/query-super.html#dynamic-typing-lax-processing

-- Any value as JSON; that of a SUPER is what it holds.
create function redshift.json_of(value super) returns json language sql immutable return value::json;
create function redshift.json_of(value text) returns json language sql immutable return to_json(value);
create function redshift.json_of(value bool) returns json language sql immutable return to_json(value);
create function redshift.json_of(value int8) returns json language sql immutable return to_json(value);
create function redshift.json_of(value numeric) returns json language sql immutable return to_json(value);
create function redshift.json_of(value float8) returns json language sql immutable return to_json(value);
create function redshift.json_of(value anyelement) returns json language plpgsql immutable strict as $$
begin
  if postgres.pg_typeof(value) = 'super'::regtype then return value::text::postgres.json; end if;
  return postgres.to_json(value);
end $$;

-- Where a value stands among those of other types.
create function redshift.type_rank(value json) returns int language sql immutable
  return array_position(array['null', 'boolean', 'number', 'string', 'array', 'object'], json_typeof(value));

-- -1, 0 or 1, of any two values.
create function redshift.compare(a json, b json) returns int language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
declare
  pair record;
begin
  if redshift.type_rank(a) <> redshift.type_rank(b) then
    return sign(redshift.type_rank(a) - redshift.type_rank(b));
  end if;
  case json_typeof(a)
    when 'number' then return sign(a::text::numeric - b::text::numeric);
    when 'string' then return sign(bpcharcmp((a #>> '{}')::bpchar, (b #>> '{}')::bpchar));
    when 'boolean' then return btboolcmp(a::text::bool, b::text::bool);
    when 'object' then return sign(jsonb_cmp(a::jsonb, b::jsonb));
    when 'array' then
      for pair in
        select redshift.compare(x, y) as comparison, x is null as shorter, y is null as longer
        from rows from (json_array_elements(a), json_array_elements(b)) as elements (x, y)
      loop
        if pair.shorter then return -1; elsif pair.longer then return 1; end if;
        if pair.comparison <> 0 then return pair.comparison; end if;
      end loop;
      return 0;
    else return 0;
  end case;
end $$;

-- The order that ORDER BY, GROUP BY and DISTINCT go by. PostgreSQL looks for it under these signs.
create function redshift.super_compare(super, super) returns int language sql immutable
  return redshift.compare($1::json, $2::json);
create function redshift.before(super, super) returns bool language sql immutable return redshift.super_compare($1, $2) < 0;
create function redshift.before_or_same(super, super) returns bool language sql immutable return redshift.super_compare($1, $2) <= 0;
create function redshift.same(super, super) returns bool language sql immutable return redshift.super_compare($1, $2) = 0;
create function redshift.behind_or_same(super, super) returns bool language sql immutable return redshift.super_compare($1, $2) >= 0;
create function redshift.behind(super, super) returns bool language sql immutable return redshift.super_compare($1, $2) > 0;
create operator redshift.< (leftarg = super, rightarg = super, function = redshift.before, commutator = operator(redshift.>));
create operator redshift.<= (leftarg = super, rightarg = super, function = redshift.before_or_same, commutator = operator(redshift.>=));
create operator redshift.= (leftarg = super, rightarg = super, function = redshift.same, commutator = operator(redshift.=), merges);
create operator redshift.>= (leftarg = super, rightarg = super, function = redshift.behind_or_same, commutator = operator(redshift.<=));
create operator redshift.> (leftarg = super, rightarg = super, function = redshift.behind, commutator = operator(redshift.<));
create operator class redshift.super_order default for type super using btree as
  operator 1 redshift.<, operator 2 redshift.<=, operator 3 redshift.=, operator 4 redshift.>=, operator 5 redshift.>,
  function 1 redshift.super_compare(super, super);

-- Values of different types are not equal, and neither is smaller or larger; null is never equal, smaller or larger.
create function redshift.is_null(value json) returns bool language sql immutable
  return coalesce(json_typeof(value), 'null') = 'null';
create function redshift.equal(a json, b json) returns bool language sql immutable
  return case when not redshift.is_null(a) and not redshift.is_null(b) then redshift.compare(a, b) = 0 end;
create function redshift.order(a json, b json) returns int language sql immutable
  return case when not redshift.is_null(a) and redshift.type_rank(a) = redshift.type_rank(b)
    then redshift.compare(a, b) end;

-- Not with SUPER on both sides by name: PostgreSQL would take a string that stands beside a SUPER for one.
do $$
declare
  side record;
  op record;
begin
  for side in
    select 'super' as l, type as r from unnest(array['anyelement', 'text', 'bool', 'int8', 'numeric', 'float8']) as type
    union all select type, 'super' from unnest(array['text', 'bool', 'int8', 'numeric', 'float8']) as type
  loop
    for op in
      select * from (values ('=', 'equals', ''), ('<>', 'differs_from', 'not '), ('<', 'is_below', ''), ('<=', 'is_at_most', ''),
        ('>', 'is_above', ''), ('>=', 'is_at_least', '')) as ops (sign, name, negation)
    loop
      execute format('create function redshift.%s(%s, %s) returns bool language sql immutable as %L', op.name, side.l, side.r,
        case when op.name in ('equals', 'differs_from')
          then format('select %sredshift.equal(redshift.json_of($1), redshift.json_of($2))', op.negation)
          else format('select redshift.order(redshift.json_of($1), redshift.json_of($2)) %s 0', op.sign) end);
      execute format('create operator pg_catalog.%s (leftarg = %s, rightarg = %s, function = redshift.%s)', op.sign, side.l, side.r, op.name);
    end loop;
  end loop;
end $$;
