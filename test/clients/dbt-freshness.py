# dbt's source freshness by the ledger, as docs/ledger.md writes it: after a load, after three hours, after seven.
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
import redshift_connector

root = Path(__file__).resolve().parents[2]
url = urlsplit(os.environ["REDSHIFT_URL"])

# A project with the source of the page, and nothing else.
page = (root / "docs/ledger.md").read_text()
[source] = re.findall(r"^```yaml\n(sources:.*?)^```", page, re.M | re.S)
Path("models").mkdir()
Path("models/sources.yml").write_text(source)
Path("dbt_project.yml").write_text(
    "name: freshness\nversion: 1.0.0\nprofile: sandbox\nflags:\n  send_anonymous_usage_stats: false\n"
)
output = {
    "type": "redshift", "host": url.hostname, "port": url.port, "dbname": "dev", "user": "awsuser",
    "password": "sandbox", "schema": "public", "sslmode": "disable", "threads": 1,
}
Path("profiles.yml").write_text(json.dumps({"sandbox": {"target": "dev", "outputs": {"dev": output}}}))

# A load that the ledger has noted.
Path("node_modules").symlink_to(root / "node_modules")
Path(".arbalestrc.json").write_text(json.dumps({
    "sink": {"use": "redshift", "with": {
        "connection": "${env:REDSHIFT_URL}", "iamRole": "default", "metadata": "s3://acme/arbalest/"}},
    "pipelines": {"daily": [{
        "load": "earthquakes",
        "source": {"use": "s3", "with": {"url": "s3://acme/data/"}},
        "strategy": {"use": "manifest"},
        "target": {"table": "earthquakes", "properties": {"id": "bigint"}},
    }]},
}))
subprocess.run(["node", root / "packages/cli/bin/arbalest.js", "run"], check=True)

connection = redshift_connector.connect(
    host=url.hostname, port=url.port, database="dev", user="awsuser", password="sandbox", ssl=False
)
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("select tablename from pg_tables where tablename like 'arbalest_loads_daily%'")
[[ledger]] = cursor.fetchall()


def freshness():
    """What dbt says of the source, and the code that it ends with."""
    code = subprocess.run([Path(sys.executable).parent / "dbt", "source", "freshness"]).returncode
    [result] = json.loads(Path("target/sources.json").read_text())["results"]
    return result["status"], code


assert freshness() == ("pass", 0)
for hours, expected in {3: ("warn", 0), 4: ("error", 1)}.items():
    cursor.execute(f"update {ledger} set loaded_at = dateadd(hour, -{hours}, loaded_at)")
    found = freshness()
    assert found == expected, found
