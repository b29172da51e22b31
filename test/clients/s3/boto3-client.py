import boto3

s3 = boto3.client("s3")

# work
import os
import urllib.request

s3.create_bucket(Bucket="boto3")
s3.create_bucket(Bucket="boto3")
s3.put_object(Bucket="boto3", Key="small", Body=b"1,2\n", Metadata={"made-by": "boto3"}, Tagging="team=data")
assert s3.head_object(Bucket="boto3", Key="small")["Metadata"] == {"made-by": "boto3"}
assert s3.get_object_tagging(Bucket="boto3", Key="small")["TagSet"] == [{"Key": "team", "Value": "data"}]

# Larger than one part, up and down through the transfer manager.
large = os.urandom(20 * 1024**2)
with open("large", "wb") as file:
    file.write(large)
s3.upload_file("large", "boto3", "large", ExtraArgs={"StorageClass": "STANDARD_IA"})
s3.download_file("boto3", "large", "again")
with open("again", "rb") as file:
    assert file.read() == large
attributes = s3.get_object_attributes(
    Bucket="boto3", Key="large", ObjectAttributes=["ObjectSize", "StorageClass", "ObjectParts"]
)
assert attributes["ObjectSize"] == len(large)
assert attributes["StorageClass"] == "STANDARD_IA"
assert attributes["ObjectParts"]["TotalPartsCount"] == 3

url = s3.generate_presigned_url("get_object", Params={"Bucket": "boto3", "Key": "small"})
assert urllib.request.urlopen(url).read() == b"1,2\n"
assert s3.get_bucket_versioning(Bucket="boto3").get("Status") is None
versions = boto3.resource("s3").Bucket("boto3").object_versions.all()
assert [(version.key, version.id) for version in versions] == [("large", "null"), ("small", "null")]
s3.copy({"Bucket": "boto3", "Key": "large"}, "boto3", "copy")
boto3.resource("s3").Bucket("boto3").objects.all().delete()
s3.delete_bucket(Bucket="boto3")
