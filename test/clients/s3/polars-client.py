import os
import polars

s3 = {"aws_endpoint_url": os.environ["AWS_ENDPOINT_URL_S3"], "aws_allow_http": "true"}

# work
import boto3

boto3.client("s3").create_bucket(Bucket="polars")
frame = polars.DataFrame({"day": ["a", "a", "b"], "n": [1, 2, 3]})
frame.write_parquet("s3://polars/days.parquet", storage_options=s3)
frame.lazy().sink_csv("s3://polars/days.csv", storage_options=s3)
sums = polars.scan_parquet("s3://polars/*.parquet", storage_options=s3).group_by("day").sum().sort("day")
assert sums.collect()["n"].to_list() == [3, 3]
assert polars.read_csv("s3://polars/days.csv", storage_options=s3).equals(frame)
