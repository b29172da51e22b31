import s3fs

files = s3fs.S3FileSystem()

# work
files.mkdir("s3fs")
with files.open("s3fs/dir/file.csv", "w") as file:
    file.write("a,b\n1,2\n")
assert files.cat("s3fs/dir/file.csv") == b"a,b\n1,2\n"
with files.open("s3fs/large", "wb", block_size=5 * 1024**2) as file:
    for _ in range(12):
        file.write(b"x" * 1024**2)
assert files.info("s3fs/large")["size"] == 12 * 1024**2
assert files.cat_file("s3fs/large", start=-3) == b"xxx"
assert files.find("s3fs") == ["s3fs/dir/file.csv", "s3fs/large"]
assert files.glob("s3fs/**/*.csv") == ["s3fs/dir/file.csv"]
files.put_tags("s3fs/large", {"team": "data"})
assert files.get_tags("s3fs/large") == {"team": "data"}
files.copy("s3fs/dir/file.csv", "s3fs/copy.csv")
files.rm("s3fs", recursive=True)
assert not files.exists("s3fs/large")
