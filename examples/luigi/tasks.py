"""A graph of tasks: the events are loaded, and then something else is done with them."""

import luigi

from arbalest_task import ArbalestTask


class Events(ArbalestTask):
    pipeline = luigi.Parameter(default="events")

    def on_event(self, event):
        print(event["type"], flush=True)


class Report(luigi.Task):
    """Stands for whatever comes after a load."""

    path = luigi.Parameter(default="report.txt")

    def requires(self):
        return Events()

    def output(self):
        return luigi.LocalTarget(self.path)

    def run(self):
        with self.output().open("w") as report:
            report.write("The events are loaded.\n")
