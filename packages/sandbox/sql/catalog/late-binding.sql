-- Views WITH NO SCHEMA BINDING: https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_VIEW.html

-- All that such a view holds, in hexadecimal: its query as it is to be translated, and its statement.
-- Before a statement that reads the view is run, the query takes the place of the view's name.
create function redshift.late_binding(query text, statement text) returns bool language plpgsql as $$
begin
  raise 'The sandbox does not read a late-binding view in dynamic SQL, or in a procedure that is older than the view'
    using errcode = '0A000';
end $$;

-- As PostgreSQL writes it; null of a view that was dropped since the transaction took its snapshot, which still lists it.
create function redshift.view_definition(view oid, pretty bool default false) returns text language plpgsql stable as $$
begin
  return pg_catalog.pg_get_viewdef(view, pretty);
exception when internal_error then
  return null;
end $$;

-- What the late-binding view holds; null if it is another view.
create function redshift.late_binding_of(view oid) returns text[] language sql stable
begin atomic
  select array[convert_from(decode(held[1], 'hex'), 'utf8'), convert_from(decode(held[2], 'hex'), 'utf8')]
  from regexp_match(redshift.view_definition(view), 'late_binding\(''([0-9a-f]*)''::text, ''([0-9a-f]*)''::text\)') as held
  where held is not null;
end;

-- A statement that calls the first is given the columns, and calls the second in its place.
create function pg_catalog.pg_get_late_binding_view_cols() returns setof record language sql stable
begin atomic
  select ''::name, ''::name, ''::name, ''::varchar, 0 where false;
end;
create function redshift.late_binding_columns(columns json) returns setof record language sql stable
begin atomic
  select (c->>'schema')::name, (c->>'view')::name, (c->>'name')::name, (c->>'type')::varchar, (c->>'number')::int
  from json_array_elements(columns) as c;
end;

-- Of a late-binding or a materialized view, the whole statement is shown.
create function redshift.pg_get_viewdef(view oid, pretty bool default false) returns text language sql stable
begin atomic
  select coalesce((redshift.late_binding_of(view))[2], redshift.statement_of(view), redshift.view_definition(view, pretty));
end;
create function redshift.pg_get_viewdef(view text, pretty bool default false) returns text language sql stable
begin atomic
  select redshift.pg_get_viewdef(view::regclass::oid, pretty);
end;
create view redshift.pg_views as
  select schemaname, viewname, viewowner,
    redshift.pg_get_viewdef(format('%I.%I', schemaname, viewname)::regclass::oid) as definition
  from (select schemaname, viewname, viewowner from pg_catalog.pg_views
    union all select schemaname, matviewname, matviewowner from pg_catalog.pg_matviews) as view
  where schemaname not in ('redshift', 'postgres');
grant select on redshift.pg_views to public;
