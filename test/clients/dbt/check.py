# What two builds and one more snapshot have left, and what the docs say of it.
import json
import os
from urllib.parse import urlsplit
import redshift_connector

url = urlsplit(os.environ["REDSHIFT_URL"])
connection = redshift_connector.connect(
    host=url.hostname, port=url.port, database="dev", user="awsuser", password="sandbox", ssl=False
)
cursor = connection.cursor()


def rows(query):
    cursor.execute(query)
    return [tuple(row) for row in cursor.fetchall()]


for table, count in {
    "late_orders": 4,
    "items": 3,
    "dear_orders": 2,
    "kept_append": 5,
    "kept_delete_insert": 4,
    "kept_merge": 4,
    "kept_microbatch": 4,
    "orders_by_time": 4,
    "orders_by_value": 4,
}.items():
    assert rows(f"select count(*) from shop.{table}") == [(count,)], table
assert rows("select item, pieces, total from shop.by_item where item = 'bolt'")[0][1:2] == (2,)
granted = rows("select relation_name from svv_relation_privileges where identity_name = 'reader' and privilege_type = 'SELECT'")
assert ("by_item",) in granted and ("late_orders",) in granted and ("orders",) in granted, granted

with open("target/catalog.json") as file:
    nodes = json.load(file)["nodes"]
columns = {node.split(".")[2]: list(entry["columns"]) for node, entry in nodes.items()}
assert columns["by_item"] == ["item", "pieces", "total"], columns
assert columns["late_orders"] == ["id", "placed", "item", "price"], columns
assert nodes["model.shop.by_item"]["metadata"]["comment"] == "What was sold of each item."
assert nodes["model.shop.by_item"]["stats"]["diststyle"]["value"] == "KEY(item)"
