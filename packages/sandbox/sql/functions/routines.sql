-- What procedures need of the sandbox. https://docs.aws.amazon.com/redshift/latest/dg/stored-procedure-transaction-management.html

-- Whether the transaction is that of the CALL, and not of a block of the client's.
create function redshift.transaction_is_own() returns bool language sql stable
  return now() >= statement_timestamp();

-- Asks the sandbox, through which all notices go, and waits for its file, which not every user may read.
create function redshift.asked(code text, asked_for text) returns text language plpgsql volatile security definer as $$
declare
  question text := md5(postgres.clock_timestamp()::text || asked_for);
  answer text;
begin
  raise info using errcode = code, message = question, detail = asked_for;
  loop
    answer := postgres.pg_read_file('translations/' || pg_backend_pid(), true);
    exit when left(answer, 32) = question;
    perform postgres.pg_sleep(0.001);
  end loop;
  if substr(answer, 33, 1) = '!' then
    raise exception using errcode = substr(answer, 34, 5), message = substr(answer, 39);
  end if;
  return substr(answer, 33);
end $$;

-- The last statement of the session that took the compute nodes, which the sandbox knows.
create function pg_catalog.pg_last_query_id() returns int language sql volatile
  return substr(redshift.asked('RSFUN', '["last_query_id"]'), 2)::int;
create function pg_catalog.last_user_query_id() returns int language sql volatile return pg_last_query_id();

-- A statement in PostgreSQL's words.
create function redshift.translated(statement text) returns text language sql volatile
  return substr(redshift.asked('RSSQL', statement), 2);

-- Has the sandbox perform a statement that takes more than PostgreSQL, such as COPY, and runs what that asks for.
create function redshift.performed(statement text) returns void language plpgsql volatile as $$
declare
  answer text := redshift.asked('RSTSK', 'S' || statement);
  reply text;
  item record;
begin
  while answer <> ' ' loop
    begin
      reply := '';
      if left(answer, 1) = '#' then execute substr(answer, 2);
      else
        for item in execute substr(answer, 2) loop
          reply := reply || ',' || postgres.to_json(item)::text;
        end loop;
      end if;
      reply := 'R[' || substr(reply, 2) || ']';
    exception when others then
      reply := 'E' || sqlstate || sqlerrm;
    end;
    answer := redshift.asked('RSTSK', reply);
  end loop;
end $$;

-- Loads the rows that the sandbox has put into the session's file, by the rights of the session's user.
create function redshift.load_file(target text, columns text) returns void language plpgsql volatile security definer as $$
begin
  if not has_table_privilege(session_user, target, 'insert') then
    raise exception 'permission denied for relation %', target using errcode = '42501';
  end if;
  execute postgres.format('copy %s (%s) from %L', target, columns,
    postgres.current_setting('data_directory') || '/translations/' || pg_backend_pid() || '.rows');
end $$;

-- Writes the rows of a temporary table into the session's file, which the sandbox reads.
create function redshift.unload_file() returns void language plpgsql volatile security definer as $$
begin
  execute postgres.format('copy pg_temp."unloaded rows" to %L',
    postgres.current_setting('data_directory') || '/' || pg_backend_pid() || '.unloaded');
end $$;
