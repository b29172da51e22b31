import os
from sqlalchemy import create_engine

engine = create_engine(
    os.environ["REDSHIFT_URL"].replace("postgres://", "redshift+redshift_connector://"), connect_args={"ssl": False}
)

# work
import pandas
from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, MetaData, Numeric, String, Table, inspect, select, text

metadata = MetaData()
people = Table("people", metadata, Column("id", BigInteger, primary_key=True), redshift_diststyle="ALL")
sales = Table(
    "sales",
    metadata,
    Column("id", BigInteger, primary_key=True, info={"encode": "az64"}),
    Column("buyer", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("item", String(20), server_default="bow"),
    Column("price", Numeric(8, 2)),
    Column("at", DateTime),
    redshift_distkey="buyer",
    redshift_sortkey=["at", "id"],
)
metadata.create_all(engine)
metadata.create_all(engine)  # finds both
with engine.begin() as connection:
    connection.execute(people.insert(), [{"id": 1}, {"id": 2}])
    connection.execute(sales.insert(), [{"id": 1, "buyer": 1, "price": 2.5}, {"id": 2, "buyer": 2, "price": 9}])
    connection.execute(text("create view cheap as select id from sales where price < 3"))
    assert connection.execute(select(sales.c.item).order_by(sales.c.id)).scalars().all() == ["bow", "bow"]

found = inspect(engine)
assert set(found.get_table_names()) == {"people", "sales"}, found.get_table_names()
assert found.get_view_names() == ["cheap"]
assert "from sales" in found.get_view_definition("cheap").lower().replace("\n", " ")
assert [column["name"] for column in found.get_columns("sales")] == ["id", "buyer", "item", "price", "at"]
assert [str(column["type"]) for column in found.get_columns("sales")][2:4] == ["VARCHAR(20)", "NUMERIC(8, 2)"]
assert found.get_pk_constraint("sales")["constrained_columns"] == ["id"]
assert found.get_foreign_keys("sales")[0]["referred_table"] == "people"
assert found.has_table("sales") and not found.has_table("sale")
options = found.get_table_options("sales")
assert options["redshift_distkey"] == "buyer" and options["redshift_sortkey"] == ("at", "id"), options
again = Table("sales", MetaData(), autoload_with=engine)
assert again.c.keys() == sales.c.keys()

days = pandas.DataFrame({"day": pandas.to_datetime(["2026-01-05", "2026-01-06"]), "n": [1, 2], "name": ["a", None]})
days.to_sql("days", engine, index=False, method="multi")
days.to_sql("days", engine, index=False, if_exists="append")
back = pandas.read_sql("select day, n, name from days order by n", engine)
assert back["n"].tolist() == [1, 1, 2, 2] and back["name"].isna().sum() == 2, back
pandas.read_sql_table("days", engine)
