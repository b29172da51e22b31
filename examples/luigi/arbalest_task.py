"""A pipeline of Arbalest as a task of Luigi."""

import luigi

from arbalest_run import follow


class ArbalestTask(luigi.Task):
    """Runs a pipeline, with all that it needs. It is complete if nothing is pending."""

    pipeline = luigi.Parameter(description="the name of the pipeline, or pipeline/step")

    _has_run = False

    def complete(self):
        """Ask `arbalest plan`, which changes nothing. Statements run each time, so they are never complete before."""
        steps = [event for event in follow("plan", self.pipeline) if event["type"] == "planned"]
        if any(step["kind"] == "sql" for step in steps) and not self._has_run:
            return False
        return all(step["units"] == 0 for step in steps if step["kind"] == "load")

    def run(self):
        """Load what is pending; each event is passed to `on_event`."""
        for event in follow("run", self.pipeline):
            self.on_event(event)
        self._has_run = True

    def on_event(self, event):
        """Is given each event of the run (docs/events.md). Shows how far a transaction has got, unless overridden."""
        if event["type"] == "committed":
            self.set_status_message(f"{event['step']}: {event.get('rows', 0)} rows")
