-- https://docs.aws.amazon.com/redshift/latest/dg/REGEXP_REPLACE.html and its neighbours
-- PostgreSQL's expressions have what POSIX's have, and most of what Perl's have.

-- The parameters that PostgreSQL shares.
create function redshift.regexp_flags(parameters text) returns text language sql immutable
  return translate(parameters, 'pe', '');

-- 1 if the first subexpression is asked for and there is one, otherwise 0: the whole match.
create function redshift.subexpression(pattern text, parameters text) returns int language sql immutable
  return case when strpos(parameters, 'e') > 0 and pattern ~ '(^|[^\\])(\\\\)*\((?!\?)' then 1 else 0 end;

create function pg_catalog.regexp_count(value text, pattern text, place int default 1, parameters text default '')
  returns int language sql immutable strict
  return postgres.regexp_count(value, pattern, greatest(place, 1), redshift.regexp_flags(parameters));

create function pg_catalog.regexp_instr(value text, pattern text, place int default 1, occurrence int default 1,
  behind int default 0, parameters text default '') returns int language sql immutable strict
  return case when occurrence < 1 or place > length(value) then 0
    else postgres.regexp_instr(value, pattern, greatest(place, 1), occurrence, (behind <> 0)::int,
      redshift.regexp_flags(parameters), redshift.subexpression(pattern, parameters)) end;

create function pg_catalog.regexp_substr(value text, pattern text, place int default 1, occurrence int default 1,
  parameters text default '') returns text language sql immutable strict
  return case when occurrence < 1 or occurrence > length(value) then null when place > length(value) then ''
    else coalesce(postgres.regexp_substr(value, pattern, greatest(place, 1), occurrence,
      redshift.regexp_flags(parameters), redshift.subexpression(pattern, parameters)), '') end;

-- The groups of a match are $1, $2, …; a backslash stands for itself.
create function redshift.regexp_replacement(replacement text) returns text language sql immutable
  return postgres.regexp_replace(replace(replacement, '\', '\\'), '\$([0-9])', '\\\1', 'g');

-- Every match is replaced.
create function pg_catalog.regexp_replace(value text, pattern text, replacement text default '', place int default 1,
  parameters text default '') returns text language sql immutable strict
  return case when place > length(value) then value
    else postgres.regexp_replace(value, pattern, redshift.regexp_replacement(replacement), greatest(place, 1), 0,
      redshift.regexp_flags(parameters)) end;
