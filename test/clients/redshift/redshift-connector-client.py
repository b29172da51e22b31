import os
from urllib.parse import urlsplit
import redshift_connector

url = urlsplit(os.environ["REDSHIFT_URL"])
connection = redshift_connector.connect(
    host=url.hostname, port=url.port, database=url.path[1:], user=url.username, password=url.password, ssl=False
)

# work
from datetime import date
from decimal import Decimal

cursor = connection.cursor()
cursor.execute("create table sold (id int not null, item varchar(10), price numeric(8,2), day date, more super)")
cursor.execute("insert into sold values (%s, %s, %s, %s, json_parse('[1]'))", (1, "bow", Decimal("2.50"), date(2026, 1, 5)))
connection.commit()
cursor.execute("select id, item, price, day, more from sold")
assert cursor.fetchall() == ([1, "bow", Decimal("2.50"), date(2026, 1, 5), "[1]"],)
cursor.execute("select sum(price), interval '1 year 2 months', cast('abc' as varbyte) from sold")
total, interval, bytes_ = cursor.fetchone()
assert (total, interval.months, bytes_) == (Decimal("2.50"), 14, "616263"), (total, interval, bytes_)
assert [row[2] for row in cursor.get_tables(schema_pattern="public")] == ["sold"]
assert [row[3] for row in cursor.get_columns(schema_pattern="public", tablename_pattern="sold")][:2] == ["id", "item"]
