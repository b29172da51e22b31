psql "$REDSHIFT_URL" -c 'select 1'
# work
psql "$REDSHIFT_URL" -v ON_ERROR_STOP=1 -c 'create table shown (n int)' -c '\dt' -c '\d shown' -c '\dn' | grep -q shown
