"""What the scripts in this folder share: where the program is, a clean home for it, and `tween serve`."""

import argparse
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "Sources/TweenApp/Samples"


def arguments(summary):
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--tween", type=pathlib.Path, default=ROOT / ".build/debug/tween", help="the built program")
    return parser


def environment(folder):
    """The surroundings of a machine that tween never ran on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TWEEN_", "XDG_"))}
    kept |= {"XDG_STATE_HOME": f"{folder}/state", "XDG_CONFIG_HOME": f"{folder}/config", "LC_ALL": "C.UTF-8"}
    return kept


class Server:
    """`tween serve` on a free port, ended with the block that opened it."""

    def __init__(self, tween, folder, token, *options):
        command = [tween, "serve", "--port", "0", "--token-env", "SCRIPT_TOKEN", *options]
        variables = environment(folder) | {"SCRIPT_TOKEN": token}
        self.process = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True)
        first = self.process.stdout.readline()
        found = re.search(r"http://[\d.:]+/v1", first)
        if not found:
            sys.exit(f"tween serve did not start: {first!r}")
        self.url = found.group()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


class Report:
    """Prints each check as it is made, and knows whether all held."""

    def __init__(self):
        self.failures = 0

    def check(self, claim, holds, seen=""):
        print(f"{'ok  ' if holds else 'FAIL'}  {claim}{f'  ({seen})' if seen != '' else ''}", flush=True)
        self.failures += not holds

    def end(self):
        print(f"{self.failures} failed" if self.failures else "all hold")
        sys.exit(1 if self.failures else 0)
