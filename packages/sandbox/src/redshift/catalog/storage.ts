/**
 * How tables are stored, which here makes no difference. It is kept among the options of tables and
 * columns in PostgreSQL's own catalog, which passes over those that it does not know, and so goes the
 * way of the table: through transactions, new names, restarts, up to its end.
 */
export const STORAGE = `
create function redshift.option(options text[], name text) returns text language sql immutable
begin atomic
  select substr(option, length(name) + 2) from unnest(options) as option where option like name || '=%';
end;

create function redshift.with_option(options text[], name text, value text) returns text[] language sql immutable
begin atomic
  select nullif(array_cat(array(select option from unnest(options) as option where option not like name || '=%'),
    case when value is null then '{}' else array[name || '=' || value] end), '{}');
end;

-- The catalog itself may be changed by superusers alone.
create function redshift.is_owner(relation regclass) returns boolean language sql
begin atomic
  select exists (select from pg_catalog.pg_class where oid = relation and pg_has_role(session_user, relowner, 'usage'));
end;

create function redshift.check_owner(relation regclass) returns void language plpgsql as $$
begin
  if not redshift.is_owner(relation) then raise exception 'must be owner of relation %', relation using errcode = '42501'; end if;
end $$;

create function redshift.set_distribution(relation regclass, style text) returns void language sql security definer
  as $$ select redshift.check_owner(relation); update pg_catalog.pg_class set reloptions = redshift.with_option(reloptions, 'diststyle', style)
    where oid = relation $$;

create function redshift.leave_out_of_backups(relation regclass) returns void language sql security definer
  as $$ select redshift.check_owner(relation); update pg_catalog.pg_class set reloptions = redshift.with_option(reloptions, 'backup', 'no')
    where oid = relation $$;

create function redshift.set_option(relation regclass, "column" text, name text, value text) returns void
language plpgsql security definer as $$
begin
  perform redshift.check_owner(relation);
  update pg_catalog.pg_attribute set attoptions = redshift.with_option(attoptions, name, value)
    where attrelid = relation and attname = "column" and attnum > 0 and not attisdropped;
  if not found and "column" ~ '^[0-9]+$' then
    -- A table that is made by a query may number its columns.
    update pg_catalog.pg_attribute set attoptions = redshift.with_option(attoptions, name, value)
      where attrelid = relation and attnum = "column"::int;
  end if;
  if not found then
    raise exception 'column "%" of relation "%" does not exist', "column", relation using errcode = '42703';
  end if;
end $$;

create function redshift.drop_option(relation regclass, name text) returns void language sql security definer
  as $$ select redshift.check_owner(relation); update pg_catalog.pg_attribute set attoptions = redshift.with_option(attoptions, name, null)
    where attrelid = relation and redshift.option(attoptions, name) is not null $$;

create function redshift.set_auto_refresh(relation regclass, automatic boolean) returns void language sql security definer
  as $$ select redshift.check_owner(relation); update pg_catalog.pg_class set
    reloptions = redshift.with_option(reloptions, 'autorefresh', case when automatic then 'true' end)
    where oid = relation and relkind = 'm' $$;

-- The statement that made a relation, kept as a label, which goes when the relation goes.
create function redshift.keep_statement(relation regclass, statement text) returns void language sql security definer
  as $$ select redshift.check_owner(relation); insert into pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
    values (relation, 'pg_class'::regclass, 0, 'statement', statement) $$;
create function redshift.statement_of(relation oid) returns text language sql stable
begin atomic
  select label from pg_seclabel where objoid = relation and classoid = 'pg_class'::regclass and provider = 'statement';
end;

create function redshift.store_like(relation regclass, model regclass) returns void language sql
security definer as $$
  select redshift.check_owner(relation);
  update pg_catalog.pg_class set reloptions = model_class.reloptions
    from pg_catalog.pg_class model_class where pg_class.oid = relation and model_class.oid = model;
  update pg_catalog.pg_attribute set attoptions = model_column.attoptions
    from pg_catalog.pg_attribute model_column
    where pg_attribute.attrelid = relation and model_column.attrelid = model
      and model_column.attname = pg_attribute.attname;
$$;

-- If none is given: https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html and r_SUPER_type.html.
create function redshift.assigned_encoding(type oid, bare boolean) returns text language sql immutable as $$
  select case
    when bare then 'none'
    when type in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype, 'date'::regtype,
      'time'::regtype, 'timetz'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype) then 'az64'
    when type in ('bpchar'::regtype, 'varchar'::regtype, 'text'::regtype, 'varbyte'::regtype) then 'lzo'
    when type = 'super'::regtype then 'zstd'
    else 'none' end
$$;

create view redshift.stored_columns as
  select a.attrelid as relation, a.attnum, a.attname,
    coalesce(redshift.option(a.attoptions, 'encode'), redshift.assigned_encoding(a.atttypid,
      c.relpersistence = 't' or redshift.option(a.attoptions, 'sortkey') is not null)) as encoding,
    redshift.option(a.attoptions, 'distkey') is not null as distkey,
    coalesce(redshift.option(a.attoptions, 'sortkey')::int, 0) as sortkey
  from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
  where c.relkind in ('r', 'm') and a.attnum > 0 and not a.attisdropped;
grant select on redshift.stored_columns to public;
`
