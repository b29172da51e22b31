cat > profiles.yml <<'END'
sandbox:
  target: dev
  outputs:
    dev:
      type: redshift
      host: 127.0.0.1
      port: "{{ env_var('REDSHIFT_URL').split(':')[3].split('/')[0] | int }}"
      dbname: dev
      user: awsuser
      password: sandbox
      schema: shop
      sslmode: disable
      threads: 2
END

# work
dbt="$(dirname "$0")/../dbt"
cp -r "$dbt/." .
january="--event-time-start 2026-01-05 --event-time-end 2026-01-09"
dbt debug
dbt build $january
dbt build $january
dbt snapshot
dbt source freshness
dbt docs generate
python check.py
dbt build --full-refresh $january
