"""The events of each day as a partition of an asset of Dagster."""

import os
import sys

from dagster import (
    AssetExecutionContext,
    BackfillPolicy,
    DailyPartitionsDefinition,
    Definitions,
    PipesSubprocessClient,
    asset,
)

DAYS = DailyPartitionsDefinition(start_date="2026-01-01", end_date="2026-01-07")


# One run of Arbalest loads as many days as are wanted.
@asset(partitions_def=DAYS, backfill_policy=BackfillPolicy.single_run())
def events(context: AssetExecutionContext, pipes: PipesSubprocessClient):
    """Partitions are days of the series that Arbalest loads: the environment says which, and .arbalestrc.yaml reads it."""
    window = context.partition_key_range
    env = {**os.environ, "FROM_DAY": window.start, "TO_DAY": window.end}
    command = [sys.executable, "arbalest_pipes.py", "events"]
    return pipes.run(command=command, context=context, env=env).get_results()


defs = Definitions(assets=[events], resources={"pipes": PipesSubprocessClient()})
