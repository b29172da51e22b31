-- Operators and functions of SUPER whose values are numbers; NULL of any other.
-- https://docs.aws.amazon.com/redshift/latest/dg/operators-functions.html
create function redshift.number_in(super) returns numeric language sql immutable
  return case when json_typeof($1::json) = 'number' then $1::text::numeric end;

do $$
declare
  op record;
  side record;
begin
  for op in
    select * from (values ('+', 'plus'), ('-', 'minus'), ('*', 'times'), ('/', 'divided_by'), ('%', 'modulo')) as ops (sign, name)
  loop
    for side in
      select * from (values ('super', 'super'), ('super', 'numeric'), ('numeric', 'super')) as sides (l, r)
    loop
      execute format('create function redshift.%s(%s, %s) returns super language sql immutable
        return super(%s %s %s)', op.name, side.l, side.r,
        case side.l when 'super' then 'redshift.number_in($1)' else '$1' end, op.sign,
        case side.r when 'super' then 'redshift.number_in($2)' else '$2' end);
      execute format('create operator pg_catalog.%s (leftarg = %s, rightarg = %s, function = redshift.%s)',
        op.sign, side.l, side.r, op.name);
    end loop;
  end loop;
  for op in select name from unnest(array['abs', 'ceil', 'ceiling', 'floor', 'round', 'sign', 'trunc']) as name loop
    execute format('create function pg_catalog.%1$s(super) returns super language sql immutable
      return super(%1$s(redshift.number_in($1)))', op.name);
  end loop;
end $$;

create function redshift.add(numeric, super) returns numeric language sql immutable
  return case when redshift.number_in($2) is null then $1 else coalesce($1, 0) + redshift.number_in($2) end;
create function redshift.lesser(super, super) returns super language sql immutable strict return least($1, $2);
create function redshift.greater(super, super) returns super language sql immutable strict return greatest($1, $2);
create function redshift.add_to_average(numeric[], super) returns numeric[] language sql immutable
  return case when redshift.number_in($2) is null then $1
    else redshift.add_to_average($1, redshift.number_in($2)) end;
create function redshift.average_of_super(numeric[]) returns super language sql immutable
  return super(redshift.average_of_decimals($1));
create aggregate pg_catalog.sum(super) (sfunc = redshift.add, stype = numeric, finalfunc = pg_catalog.super);
create aggregate pg_catalog.avg(super) (sfunc = redshift.add_to_average, stype = numeric[], initcond = '{0,0}',
  finalfunc = redshift.average_of_super);
create aggregate postgres.avg(super) (sfunc = redshift.add_to_average, stype = numeric[], initcond = '{0,0}',
  finalfunc = redshift.average_of_super);
create function redshift.average(super, super, super) returns super language sql immutable return $1;
create aggregate pg_catalog.min(super) (sfunc = redshift.lesser, stype = super);
create aggregate pg_catalog.max(super) (sfunc = redshift.greater, stype = super);
