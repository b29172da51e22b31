"""A pipeline of Arbalest as a task of Luigi."""

import json
import signal
import subprocess

import luigi


class ArbalestTask(luigi.Task):
    """Runs a pipeline, with all that it needs. It is complete if nothing is pending."""

    pipeline = luigi.Parameter(description="the name of the pipeline, or pipeline/step")

    _has_run = False

    def complete(self):
        """Ask `arbalest plan`, which changes nothing. Statements run each time, so they are never complete before."""
        steps = [event for event in _events(self._command("plan")) if event["type"] == "planned"]
        if any(step["kind"] == "sql" for step in steps) and not self._has_run:
            return False
        return all(step["units"] == 0 for step in steps if step["kind"] == "load")

    def run(self):
        """Load what is pending; each event is passed to `on_event`."""
        for event in _events(self._command("run")):
            self.on_event(event)
        self._has_run = True

    def on_event(self, event):
        """Is given each event of the run (docs/events.md). Shows how far a transaction has got, unless overridden."""
        if event["type"] == "committed":
            self.set_status_message(f"{event['step']}: {event.get('rows', 0)} rows")

    def _command(self, verb):
        return ["arbalest", verb, self.pipeline, "--json"]


def _events(command):
    """Yield what a command prints. Raise what it failed with: its own words, which hold no secret, and no environment."""
    failure = None
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            with _Termination():
                for line in process.stdout:
                    event = json.loads(line)
                    if event["type"] == "failed":
                        failure = f"{event.get('code', 'FAILED')}: {event['message']}"
                    yield event
        except BaseException:
            # Told to stop, it rolls back what is under way.
            process.terminate()
            process.wait()
            raise
    # 5 says: done, but look at what was reported.
    if process.returncode not in (0, 5):
        raise RuntimeError(failure or f"arbalest ended with exit code {process.returncode}")


class _Termination:
    """Makes SIGTERM an exception, as it would otherwise end Python and leave the command running."""

    def __enter__(self):
        self._before = signal.signal(signal.SIGTERM, self._end)

    def __exit__(self, *_):
        signal.signal(signal.SIGTERM, self._before)

    @staticmethod
    def _end(*_):
        raise SystemExit(128 + signal.SIGTERM)
