-- What procedures need of the sandbox. https://docs.aws.amazon.com/redshift/latest/dg/stored-procedure-transaction-management.html

-- Whether the transaction is that of the CALL, and not of a block of the client's.
create function redshift.transaction_is_own() returns bool language sql stable
  return now() >= statement_timestamp();

-- A statement in PostgreSQL's words: asks the sandbox, through which all notices go, and waits for its file,
-- which not every user may read.
create function redshift.translated(statement text) returns text language plpgsql volatile security definer as $$
declare
  question text := md5(postgres.clock_timestamp()::text || statement);
  file text := 'translations/' || pg_backend_pid();
  answer text;
begin
  raise info using errcode = 'RSSQL', message = question, detail = statement;
  for turn in 1 .. 10000 loop
    answer := postgres.pg_read_file(file, true);
    if left(answer, 32) = question then
      if substr(answer, 33, 1) = '!' then
        raise exception using errcode = substr(answer, 34, 5), message = substr(answer, 39);
      end if;
      return substr(answer, 34);
    end if;
    perform postgres.pg_sleep(0.001);
  end loop;
  raise exception 'The sandbox did not translate: %', statement;
end $$;
