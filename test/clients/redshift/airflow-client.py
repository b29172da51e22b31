import json
import os
from urllib.parse import urlsplit

url = urlsplit(os.environ["REDSHIFT_URL"])
os.environ["AIRFLOW_CONN_REDSHIFT"] = json.dumps(
    {
        "conn_type": "redshift",
        "host": url.hostname,
        "port": url.port,
        "schema": url.path[1:],
        "login": url.username,
        "password": url.password,
        "extra": {"ssl": False},
    }
)
# Access key, region and endpoint are those of the environment.
os.environ["AIRFLOW_CONN_AWS"] = json.dumps({"conn_type": "aws"})

# work
import boto3
from airflow.providers.amazon.aws.hooks.redshift_sql import RedshiftSQLHook
from airflow.providers.amazon.aws.transfers.redshift_to_s3 import RedshiftToS3Operator
from airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator

s3 = boto3.client("s3")
s3.create_bucket(Bucket="flown")
s3.put_object(Bucket="flown", Key="in/sales.csv", Body=b"1,bow\n2,bolt\n")
hook = RedshiftSQLHook(redshift_conn_id="redshift")
hook.run("create table flown (id int, item varchar(10))")
common = {"redshift_conn_id": "redshift", "aws_conn_id": "aws", "schema": "public", "table": "flown", "s3_bucket": "flown"}
load = S3ToRedshiftOperator(task_id="load", s3_key="in/", copy_options=["csv"], method="REPLACE", **common)
load.execute({})
load.execute({})
assert hook.get_records("select id, item from flown order by id") == ([1, "bow"], [2, "bolt"])
RedshiftToS3Operator(task_id="unload", s3_key="out", unload_options=["csv"], **common).execute({})
keys = [entry["Key"] for entry in s3.list_objects_v2(Bucket="flown", Prefix="out/")["Contents"]]
assert keys and all(key.startswith("out/flown_") for key in keys), keys
