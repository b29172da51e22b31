export RCLONE_CONFIG_SANDBOX_TYPE=s3
export RCLONE_CONFIG_SANDBOX_PROVIDER=Other
export RCLONE_CONFIG_SANDBOX_ENV_AUTH=true
export RCLONE_CONFIG_SANDBOX_ENDPOINT="$AWS_ENDPOINT_URL_S3"
export RCLONE_CONFIG_SANDBOX_REGION="$AWS_REGION"
export RCLONE_CONFIG_SANDBOX_FORCE_PATH_STYLE=true

# work
mkdir -p from/sub
echo 1,2 > from/one.csv
head -c 20000000 /dev/urandom > from/sub/large
rclone mkdir sandbox:rclone
rclone copy from sandbox:rclone/to --s3-upload-cutoff 8M --s3-chunk-size 5M
rclone check from sandbox:rclone/to --download
rclone copy sandbox:rclone/to back
cmp from/sub/large back/sub/large
echo 3,4 > from/two.csv && rm from/one.csv
rclone sync from sandbox:rclone/to
test "$(rclone lsf -R --files-only sandbox:rclone)" = "$(printf 'to/sub/large\nto/two.csv')"
test "$(rclone cat sandbox:rclone/to/two.csv)" = 3,4
rclone copyto sandbox:rclone/to/two.csv sandbox:rclone/copied.csv
rclone moveto sandbox:rclone/copied.csv sandbox:rclone/moved.csv
echo streamed | rclone rcat sandbox:rclone/streamed
test "$(rclone cat sandbox:rclone/streamed)" = streamed
rclone cleanup sandbox:rclone
rclone purge sandbox:rclone
