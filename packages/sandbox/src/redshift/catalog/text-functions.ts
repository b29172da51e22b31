/** Functions of text that PostgreSQL lacks, or has with another answer. https://docs.aws.amazon.com/redshift/latest/dg/String_functions_header.html */
export const TEXT_FUNCTIONS = `
create function pg_catalog.len(text) returns int language sql immutable strict as 'select length($1)';
create function pg_catalog.charindex(text, text) returns int language sql immutable strict
  as 'select strpos($2, $1)';
create function pg_catalog.replicate(text, int) returns text language sql immutable strict
  as 'select repeat($1, $2)';
create function pg_catalog.concat(text, text) returns text language sql immutable strict as 'select $1 || $2';
create function pg_catalog.sha2(text, int) returns varchar language sql immutable strict as $$
  select encode(case $2 when 224 then sha224(convert_to($1, 'UTF8')) when 384 then sha384(convert_to($1, 'UTF8'))
    when 512 then sha512(convert_to($1, 'UTF8')) else sha256(convert_to($1, 'UTF8')) end, 'hex')::varchar $$;
create function pg_catalog.strtol(digits text, base int) returns bigint language plpgsql immutable strict as $$
declare
  value bigint := 0;
  place int;
begin
  for i in 1 .. length(digits) loop
    place := strpos('0123456789abcdefghijklmnopqrstuvwxyz', lower(substr(digits, i, 1))) - 1;
    if place < 0 or place >= base then
      raise exception 'The input % is not valid to be converted to base %', digits, base using errcode = '22023';
    end if;
    value := value * base + place;
  end loop;
  return value;
end $$;
-- Redshift replaces every match, PostgreSQL the first; in a schema of our own, so that it keeps its name.
create function redshift.regexp_replace(text, text, text default '', at int default 1) returns text
  language sql immutable strict as $$ select pg_catalog.regexp_replace($1, $2, $3, $4, 0) $$;
create operator pg_catalog.+ (leftarg = text, rightarg = text, function = pg_catalog.textcat);
`
