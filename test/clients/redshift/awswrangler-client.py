import os
from urllib.parse import urlsplit
import redshift_connector

url = urlsplit(os.environ["REDSHIFT_URL"])
connection = redshift_connector.connect(
    host=url.hostname, port=url.port, database=url.path[1:], user=url.username, password=url.password, ssl=False
)

# work
import awswrangler
import boto3
import pandas

ROLE = "arn:aws:iam::123456789012:role/loader"
boto3.client("s3").create_bucket(Bucket="wrangled")
sales = pandas.DataFrame({"id": [1, 2, 3], "item": ["bow", "bolt", None], "price": [2.5, 0.25, 9.0]})
awswrangler.redshift.copy(
    sales, "s3://wrangled/staged/", connection, "wrangled", "public", iam_role=ROLE, diststyle="KEY", distkey="id"
)
late = pandas.DataFrame({"id": [3, 4], "item": ["string", "nock"], "price": [8.0, 1.0]})
awswrangler.redshift.copy(
    late, "s3://wrangled/staged/", connection, "wrangled", "public", iam_role=ROLE, mode="upsert", primary_keys=["id"]
)
query = "select id, item, price from wrangled"
unloaded = awswrangler.redshift.unload(query, "s3://wrangled/unloaded/", connection, iam_role=ROLE)
assert sorted(zip(unloaded["id"], unloaded["item"])) == [(1, "bow"), (2, "bolt"), (3, "string"), (4, "nock")], unloaded
awswrangler.redshift.to_sql(late, connection, "late", "public", mode="overwrite", index=False)
assert len(awswrangler.redshift.read_sql_table("late", connection, "public")) == 2
