-- What there is, for all views of it: nothing of the sandbox's or of PostgreSQL's own.

create view redshift.namespaces as
  select n.oid, n.nspname, n.nspowner, pg_get_userbyid(n.nspowner) as owner, n.nspacl::text[] as acl,
    n.nspname in ('pg_catalog', 'information_schema') as of_system
  from pg_namespace n
  where n.nspname not in ('redshift', 'postgres') and n.nspname !~ '^pg_(toast|temp)';

create view redshift.relations as
  select c.oid, n.nspname, c.relname, c.relowner, pg_get_userbyid(c.relowner) as owner, c.relkind, c.relacl,
    c.reloptions, c.relpersistence, c.reltuples, c.relpages, n.of_system, c.relnatts,
    case when c.relkind in ('v', 'm') then 'VIEW' else 'TABLE' end as kind,
    obj_description(c.oid, 'pg_class') as remarks
  from pg_class c join redshift.namespaces n on n.oid = c.relnamespace
  where c.relkind in ('r', 'v', 'm');

-- What PostgreSQL calls by another name than Redshift.
create function redshift.type_name(type oid, modifier int) returns text language sql stable return
  case type when 'text'::regtype then 'character varying'
    when 'bpchar'::regtype then format_type(type, nullif(modifier, -1))
    when 'varbyte'::regtype then 'binary varying' || coalesce('(' || nullif(greatest(modifier, -1), -1) || ')', '')
    else replace(format_type(type, modifier), 'pg_catalog.', '') end;

-- Intervals are of two kinds, by the bits of their modifier, of which 2 is the month and 4 the year.
create function redshift.kind_of_interval(modifier int) returns text language sql immutable return
  'interval ' || case when modifier >> 16 & 6 = modifier >> 16 then 'year to month' else 'day to second' end;

-- A string whose length does not follow from its query has the greatest. The default of a column; of an identity, what a cluster makes of it.
create view redshift.columns as
  select r.oid as relation, r.nspname, r.relname, r.of_system, r.kind, a.attnum, a.attname, a.atttypid, a.atttypmod,
    a.attnotnull, a.attidentity, redshift.type_name(a.atttypid, a.atttypmod)
      || case when a.atttypid in ('varchar'::regtype, 'text'::regtype) and a.atttypmod = -1 then '(65535)' else '' end as data_type,
    case when a.atttypid = 'interval'::regtype and a.atttypmod >= 0 then redshift.kind_of_interval(a.atttypmod)
      else redshift.type_name(a.atttypid, -1) end as bare_type,
    case when a.attidentity = '' then pg_get_expr(d.adbin, d.adrelid)
      else case a.attidentity when 'd' then 'default_identity' else '"identity"' end || '(' || r.oid || ', '
        || a.attnum - 1 || ', ''' || q.seqstart || ',' || q.seqincrement || '''::text)' end as column_default,
    case when a.atttypid in ('varchar'::regtype, 'bpchar'::regtype) and a.atttypmod > 4 then a.atttypmod - 4
      when a.atttypid in ('varchar'::regtype, 'text'::regtype) then 65535 end as characters,
    case a.atttypid when 'int2'::regtype then 16 when 'int4'::regtype then 32 when 'int8'::regtype then 64
      when 'float4'::regtype then 24 when 'float8'::regtype then 53
      when 'numeric'::regtype then case when a.atttypmod > 0 then (a.atttypmod - 4) >> 16 & 65535 end end as digits,
    case when a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) then 0
      when a.atttypid = 'numeric'::regtype and a.atttypmod > 0 then (a.atttypmod - 4) & 2047 end as decimals,
    s.encoding, s.distkey, s.sortkey, col_description(r.oid, a.attnum) as remarks
  from redshift.relations r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join redshift.stored_columns s on r.relkind = 'r' and s.relation = a.attrelid and s.attnum = a.attnum
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_depend o on o.refobjid = a.attrelid and o.refobjsubid = a.attnum and o.deptype = 'i'
      and o.classid = 'pg_class'::regclass
    left join pg_sequence q on q.seqrelid = o.objid;

grant select on redshift.namespaces, redshift.relations, redshift.columns to public;
