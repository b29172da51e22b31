-- VARCHAR as Redshift compares, converts and concatenates it.

-- Trailing blanks do not count in comparisons, GROUP BY, DISTINCT and joins: the operators of text call bpchar's
-- functions. https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html#r_Character_types-significance-of-trailing-blanks
update pg_operator set oprcode = ('bpchar' || substr(oprcode::text, 5))::regproc
where oprleft = 'text'::regtype and oprright = 'text'::regtype
  and oprcode in ('texteq'::regproc, 'textne'::regproc);
update pg_operator set oprcode = ('bpchar' || substr(oprcode::text, 6))::regproc
where oprleft = 'text'::regtype and oprright = 'text'::regtype
  and oprcode in ('text_lt'::regproc, 'text_le'::regproc, 'text_gt'::regproc, 'text_ge'::regproc);
update pg_amproc set amproc = case amproc::text
    when 'bttextcmp' then 'bpcharcmp' when 'bttextsortsupport' then 'bpchar_sortsupport'
    when 'hashtext' then 'hashbpchar' else 'hashbpcharextended' end::regproc
where amproclefttype = 'text'::regtype and amprocrighttype = 'text'::regtype
  and amproc::text in ('bttextcmp', 'bttextsortsupport', 'hashtext', 'hashtextextended');

-- https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html#implicit-conversion-types
create cast (int2 as text) with inout as implicit;
create cast (int4 as text) with inout as implicit;
create cast (int8 as text) with inout as implicit;
create cast (numeric as text) with inout as implicit;
create cast (float4 as text) with inout as implicit;
create cast (float8 as text) with inout as implicit;
create cast (date as text) with inout as implicit;
create cast (time as text) with inout as implicit;
create cast (timetz as text) with inout as implicit;
create cast (timestamp as text) with inout as implicit;
create cast (timestamptz as text) with inout as implicit;
create cast (interval as text) with inout as implicit;
create cast (oid as text) with inout as implicit;
create cast (regclass as text) with inout as implicit;
-- With a number or a time on one side, || joins the texts of both.
delete from pg_operator
where oprname = '||' and ('anynonarray'::regtype in (oprleft, oprright));

-- Numbers are compared with text as text, but DECIMALs as numbers. Each pair of types has operators of its
-- own, as an integer could be converted to either.
do $$
declare
  op record;
  side record;
begin
  for op in
    select * from (values ('=', 'equals'), ('<>', 'differs_from'), ('<', 'is_below'), ('<=', 'is_at_most'),
      ('>', 'is_above'), ('>=', 'is_at_least')) as ops (sign, name)
  loop
    for side in
      with pairs as (
        select 'numeric' as a, 'text' as b, 'numeric' as common
        union all select 'numeric', type, 'numeric' from unnest(array['int2', 'int4', 'int8']) as type
        union all values ('numeric', 'float4', 'float8')
        union all select 'text', type, 'text' from unnest(array['int2', 'int4', 'int8', 'float4', 'float8']) as type
      )
      select a as l, b as r, common from pairs union all select b, a, common from pairs
    loop
      execute format('create function redshift.%s(%s, %s) returns bool language sql immutable
        return $1::%5$s %4$s $2::%5$s', op.name, side.l, side.r, op.sign, side.common);
      execute format('create operator pg_catalog.%s (leftarg = %s, rightarg = %s, function = redshift.%s)',
        op.sign, side.l, side.r, op.name);
    end loop;
  end loop;
end $$;

create function redshift.concatenate(varchar, varchar) returns text language internal immutable strict as 'textcat';
create operator pg_catalog.+ (leftarg = varchar, rightarg = varchar, function = redshift.concatenate);
-- The catalog's names take part.
update pg_cast set castcontext = 'i' where castsource = 'name'::regtype and casttarget = 'varchar'::regtype;
