sandbox=${AWS_ENDPOINT_URL_S3#http://}
cat > s3cmd.conf <<END
[default]
access_key = $AWS_ACCESS_KEY_ID
secret_key = $AWS_SECRET_ACCESS_KEY
host_base = $sandbox
host_bucket = $sandbox
use_https = False
END

# work
s3cmd() { command s3cmd -c s3cmd.conf "$@"; }
echo 1,2 > one.csv
head -c 20000000 /dev/urandom > large
s3cmd mb s3://s3cmd
s3cmd put one.csv s3://s3cmd/in/one.csv
s3cmd put --multipart-chunk-size-mb=5 large s3://s3cmd/in/large
s3cmd get s3://s3cmd/in/large back
cmp large back
s3cmd cp s3://s3cmd/in/one.csv s3://s3cmd/copied
s3cmd mv s3://s3cmd/copied s3://s3cmd/moved
s3cmd info s3://s3cmd/in/one.csv | grep -q 'File size: 4'
test "$(s3cmd ls -r s3://s3cmd | wc -l)" -eq 3
python -c 'import sys, urllib.request; assert urllib.request.urlopen(sys.argv[1]).read() == b"1,2\n"' "$(s3cmd signurl s3://s3cmd/in/one.csv +60)"
s3cmd del -r -f s3://s3cmd
s3cmd rb s3://s3cmd
