"""Runs a pipeline of Arbalest and reports to Dagster, by Dagster Pipes, what it does: `arbalest_pipes.py PIPELINE`.

Needs the package dagster-pipes, and nothing else of Dagster. The asset is materialized if the step of its name,
or the only step, has done all there was to do; its metadata are what the step did.
"""

import sys

from dagster_pipes import PipesContext, open_dagster_pipes

from arbalest_run import follow


def run(pipes: PipesContext, pipeline):
    for event in follow("run", pipeline):
        if event["type"] == "done":
            report(pipes, event)
        elif "step" in event:
            pipes.log.info(f"{event['step']}: {event['type']}" + (f", {event['rows']} rows" if "rows" in event else ""))


def report(pipes: PipesContext, done):
    """Report each step that is complete as a materialization of the asset that is called like it."""
    names = {key.split("/")[-1]: key for key in pipes.asset_keys}
    for step in done["steps"]:
        key = names.get(step["step"], pipes.asset_keys[0] if len(done["steps"]) == 1 else None)
        if step["complete"] and key is not None:
            numbers = {name: step[name] for name in ("rows", "objects", "rejected", "transactions")}
            pipes.report_asset_materialization({**numbers, "run": done["run"]}, asset_key=key)


if __name__ == "__main__":
    with open_dagster_pipes() as pipes:
        run(pipes, sys.argv[1])
