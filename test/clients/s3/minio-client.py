import os
from minio import Minio

host = os.environ["AWS_ENDPOINT_URL_S3"].removeprefix("http://")
s3 = Minio(host, os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], secure=False)

# work
import io
import urllib.request

s3.make_bucket("minio-py")
large = os.urandom(12 * 1024**2)
# Its length is not known, so it goes up in parts.
s3.put_object("minio-py", "dir/large", io.BytesIO(large), -1, part_size=5 * 1024**2)
answer = s3.get_object("minio-py", "dir/large")
assert answer.read() == large
answer.close()
assert s3.stat_object("minio-py", "dir/large").size == len(large)
s3.put_object("minio-py", "small", io.BytesIO(b"x"), 1, metadata={"made-by": "minio"})
assert s3.stat_object("minio-py", "small").metadata["x-amz-meta-made-by"] == "minio"
assert urllib.request.urlopen(s3.presigned_get_object("minio-py", "small")).read() == b"x"
names = [found.object_name for found in s3.list_objects("minio-py", recursive=True)]
assert names == ["dir/large", "small"]
for name in names:
    s3.remove_object("minio-py", name)
s3.remove_bucket("minio-py")
