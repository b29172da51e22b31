"""Runs the command `arbalest` and follows what it does (docs/orchestrators.md). Needs nothing but Python."""

import json
import signal
import subprocess
import threading


class ArbalestFailed(RuntimeError):
    """What Arbalest failed with: its own words, which hold no secret, and nothing of the environment."""

    def __init__(self, message, code=None, exit_code=None):
        super().__init__(message if code is None else f"{code}: {message}")
        self.code = code
        self.exit_code = exit_code

    @property
    def may_be_retried(self):
        """Whether the same command may succeed later, with nothing else changed."""
        return self.exit_code == 4


def follow(verb, *words, env=None):
    """Run `arbalest verb words… --json` and yield each event as it comes, as a dictionary.

    Raises `ArbalestFailed` if it fails. If whoever reads the events stops, or is told to by SIGTERM or an
    exception, the command is told to stop, too, and has rolled back what was under way by the time this returns.
    """
    failure = None
    with subprocess.Popen(["arbalest", verb, *words, "--json"], stdout=subprocess.PIPE, text=True, env=env) as process:
        try:
            with _Termination():
                for line in process.stdout:
                    event = json.loads(line)
                    if event["type"] == "failed":
                        failure = event
                    yield event
        except BaseException:
            process.terminate()
            process.wait()
            raise
    # 5 says: done, but look at what was reported.
    if process.returncode in (0, 5):
        return
    if failure is None:
        raise ArbalestFailed(f"arbalest ended with exit code {process.returncode}", exit_code=process.returncode)
    raise ArbalestFailed(failure["message"], failure.get("code", "FAILED"), process.returncode)


class _Termination:
    """Makes SIGTERM an exception, as it would otherwise end Python and leave the command running."""

    def __enter__(self):
        self._is_main = threading.current_thread() is threading.main_thread()
        if self._is_main:
            self._before = signal.signal(signal.SIGTERM, self._end)

    def __exit__(self, *_):
        if self._is_main:
            signal.signal(signal.SIGTERM, self._before)

    @staticmethod
    def _end(*_):
        raise SystemExit(128 + signal.SIGTERM)
