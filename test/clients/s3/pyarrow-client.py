import os
from pyarrow import fs

s3 = fs.S3FileSystem(
    endpoint_override=os.environ["AWS_ENDPOINT_URL_S3"], allow_bucket_creation=True, allow_bucket_deletion=True
)

# work
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

s3.create_dir("pyarrow")
table = pa.table({"day": ["a", "a", "b"], "n": [1, 2, 3]})
ds.write_dataset(table, "pyarrow/days", filesystem=s3, format="parquet", partitioning=["day"], partitioning_flavor="hive")
read = ds.dataset("pyarrow/days", filesystem=s3, partitioning="hive").to_table(filter=ds.field("day") == "a")
assert sorted(read["n"].to_pylist()) == [1, 2]

large = pa.table({"n": pa.array(range(2_000_000)), "x": pa.array([i * 0.7 for i in range(2_000_000)])})
pq.write_table(large, "pyarrow/large.parquet", filesystem=s3, compression="none")
assert pq.read_table("pyarrow/large.parquet", filesystem=s3, columns=["n"])["n"][-1].as_py() == 1_999_999
with s3.open_output_stream("pyarrow/notes.txt", metadata={"Content-Type": "text/plain"}) as stream:
    stream.write(b"hello")
assert s3.open_input_stream("pyarrow/notes.txt").readall() == b"hello"
found = s3.get_file_info(fs.FileSelector("pyarrow", recursive=True))
assert {info.base_name for info in found if info.is_file} >= {"large.parquet", "notes.txt"}
s3.move("pyarrow/notes.txt", "pyarrow/moved.txt")
assert s3.get_file_info("pyarrow/notes.txt").type == fs.FileType.NotFound
s3.delete_dir("pyarrow")
