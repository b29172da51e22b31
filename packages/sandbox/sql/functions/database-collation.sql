-- In a database that is case-insensitive, the columns of new tables are, unless they say otherwise.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_DATABASE.html#r_CREATE_DATABASE-collation
create function redshift.collate_columns() returns event_trigger language plpgsql as $$
declare
  open record;
begin
  if db_collation() = 'case_sensitive' then
    return;
  end if;
  for open in
    select a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod) as type
    from postgres.pg_event_trigger_ddl_commands() c
    join pg_attribute a on c.classid = 'pg_class'::regclass and a.attrelid = c.objid
    join pg_class r on r.oid = a.attrelid and r.relkind = 'r'
    where a.attnum > 0 and not a.attisdropped and a.attcollation = 'default'::regcollation
      and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype)
    group by a.attrelid, a.attname, a.atttypid, a.atttypmod
  loop
    execute postgres.format('alter table %s alter column %I type %s collate case_insensitive',
      open.attrelid::regclass, open.attname, open.type);
  end loop;
end $$;
create event trigger collate_columns on ddl_command_end
  when tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE') execute function redshift.collate_columns();
