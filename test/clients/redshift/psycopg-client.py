import os
import psycopg

connection = psycopg.connect(os.environ["REDSHIFT_URL"], autocommit=True, client_encoding="utf8")

# work
connection.execute("create table piped (n int)")
with connection.pipeline():
    connection.execute("insert into piped values (1)")
    connection.execute("truncate piped")
    connection.execute("insert into piped values (2)")
    rows = connection.execute("select n from piped")
assert rows.fetchall() == [(2,)]
try:
    with connection.pipeline():
        connection.execute("insert into piped values (3)")
        connection.execute("copy missing from 's3://nothing/' iam_role default")
        connection.execute("insert into piped values (4)")
except psycopg.Error:
    pass
assert connection.execute("select n from piped").fetchall() == [(2,)]
