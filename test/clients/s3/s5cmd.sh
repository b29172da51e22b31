export S3_ENDPOINT_URL="$AWS_ENDPOINT_URL_S3"

# work
echo 1,2 > one.csv
head -c 20000000 /dev/urandom > large
s5cmd mb s3://s5cmd
s5cmd cp --part-size 5 large s3://s5cmd/in/large
s5cmd cp one.csv s3://s5cmd/in/
s5cmd cp 's3://s5cmd/in/*' back/
cmp large back/large
s5cmd sync back/ s3://s5cmd/synced/
test "$(s5cmd cat s3://s5cmd/synced/one.csv)" = 1,2
s5cmd mv s3://s5cmd/in/large s3://s5cmd/moved
test "$(s5cmd ls 's3://s5cmd/*' | wc -l)" -eq 4
s5cmd du 's3://s5cmd/*'
echo streamed | s5cmd pipe s3://s5cmd/streamed
s5cmd rm 's3://s5cmd/*'
s5cmd rb s3://s5cmd
