aws s3 mb s3://awscli

# work
echo 1,2 > one.csv
head -c 20000000 /dev/urandom > large
aws s3 cp one.csv s3://awscli/in/one.csv --metadata made-by=aws --content-type text/csv
aws s3 cp large s3://awscli/in/large --storage-class STANDARD_IA
mkdir -p folder/sub && cp one.csv folder/ && cp large folder/sub/
aws s3 sync folder s3://awscli/synced
aws s3 sync s3://awscli/synced again
cmp large again/sub/large
test "$(aws s3 sync s3://awscli/synced again)" = ''
test "$(aws s3 cp s3://awscli/in/one.csv -)" = 1,2
test "$(python -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode(), end="")' "$(aws s3 presign s3://awscli/in/one.csv)")" = 1,2
aws s3 mv s3://awscli/in/large s3://awscli/moved
test "$(aws s3 ls s3://awscli --recursive | wc -l)" -eq 4
test "$(aws s3api head-object --bucket awscli --key in/one.csv --query Metadata.\"made-by\" --output text)" = aws
test "$(aws s3api get-bucket-acl --bucket awscli --query 'Grants[0].Permission' --output text)" = FULL_CONTROL
aws s3 rb s3://awscli --force
