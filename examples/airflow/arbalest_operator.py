"""A pipeline of Arbalest as an operator of Airflow."""

import os

from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk import BaseOperator

from arbalest_run import ArbalestFailed, follow


class ArbalestOperator(BaseOperator):
    """Runs a pipeline, with all that it needs. Returns its last event (docs/events.md) as XCom.

    A failure that waiting does not cure is not tried again, however many retries the task has.
    """

    template_fields = ("pipeline",)

    def __init__(self, *, pipeline, env=None, words=(), **options):
        """`env` is added to the environment, and holds what a connection says; `words` are options of `arbalest run`."""
        super().__init__(**options)
        self.pipeline = pipeline
        self.env = env or {}
        self.words = tuple(words)

    def execute(self, context):
        env = {**os.environ, **self.env, **lineage_of(context["ti"])}
        last = None
        try:
            for event in follow("run", self.pipeline, *self.words, env=env):
                self.on_event(event)
                last = event
        except ArbalestFailed as failed:
            if failed.may_be_retried:
                raise
            raise AirflowFailException(str(failed)) from None
        return last

    def on_event(self, event):
        """Is given each event of the run. Logs what was committed, unless overridden."""
        if event["type"] == "committed":
            self.log.info("committed %s: %s rows", event["step"], event.get("rows", 0))


def lineage_of(task_instance):
    """Say to Arbalest's observer for OpenLineage of which run of Airflow its own are a part, if Airflow has that provider."""
    try:
        from airflow.providers.openlineage.plugins import macros
    except ImportError:
        return {}
    return {
        "OPENLINEAGE_PARENT_ID": macros.lineage_parent_id(task_instance),
        "OPENLINEAGE_ROOT_PARENT_ID": macros.lineage_root_parent_id(task_instance),
    }
