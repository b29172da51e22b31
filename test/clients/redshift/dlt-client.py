import os
import dlt

staging = dlt.destinations.filesystem(
    bucket_url="s3://staged/dlt",
    credentials={
        "aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"],
        "aws_secret_access_key": os.environ["AWS_SECRET_ACCESS_KEY"],
        "endpoint_url": os.environ["AWS_ENDPOINT_URL_S3"],
        "region_name": os.environ["AWS_REGION"],
    },
)
redshift = dlt.destinations.redshift(credentials=os.environ["REDSHIFT_URL"] + "?sslmode=disable")
pipeline = dlt.pipeline("sales", destination=redshift, staging=staging, dataset_name="shop")

# work
import s3fs

s3fs.S3FileSystem().mkdir("staged")
first = [{"id": 1, "item": "bow", "parts": [{"name": "string"}]}, {"id": 2, "item": "bolt"}]
pipeline.run(first, table_name="sales", primary_key="id", write_disposition="merge")
second = [{"id": 2, "item": "nock", "price": 0.25}]
pipeline.run(second, table_name="sales", primary_key="id", write_disposition="merge")
with pipeline.sql_client() as client:
    assert client.execute_sql("select id, item from sales order by id") == [(1, "bow"), (2, "nock")]
    assert client.execute_sql("select name from sales__parts") == [("string",)]
