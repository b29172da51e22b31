"""A graph of tasks: the events are loaded, and then something else is done with them."""

import os

from airflow.sdk import DAG, task

from arbalest_operator import ArbalestOperator


class Events(ArbalestOperator):
    def on_event(self, event):
        print(f"arbalest: {event['type']}", flush=True)


# Two runs at once would do no harm, but one waits for the other.
with DAG("events", schedule="@hourly", catchup=False, max_active_runs=1):
    events = Events(task_id="events", pipeline="events")

    @task
    def report(summary):
        """Stands for whatever comes after a load."""
        with open(os.environ.get("REPORT", "report.txt"), "w") as file:
            file.write(f"{sum(step['rows'] for step in summary['steps'])} rows loaded\n")

    report(events.output)
