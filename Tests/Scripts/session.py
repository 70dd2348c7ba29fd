#!/usr/bin/env python3
"""Types a session into tmux, and prints the screen after each step, to be looked at.

    python3 Tests/Scripts/session.py

Then runs the same from a pipe, plain and with --json, with the exit codes. Needs tmux. Takes about half a minute; nothing leaves the machine.
"""

import os
import subprocess
import tempfile
import time

from tween_program import arguments, environment

SOCKET = f"tween-session-{os.getpid()}"
PATIENCE = 60


class Terminal:
    """A terminal of 100 by 40 cells in which tween runs."""

    def __init__(self, tween, folder):
        self.folder = folder
        # An outer tmux has no business here.
        self.variables = {name: value for name, value in environment(folder).items() if name != "TMUX"}
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", "-c", folder, "-s", "s", str(tween))

    def tmux(self, *words):
        return subprocess.run(["tmux", "-L", SOCKET, *words], env=self.variables, check=True, capture_output=True, text=True).stdout

    def screen(self):
        return self.tmux("capture-pane", "-t", "s", "-p").rstrip("\n")

    def type(self, line, until):
        """Types a line, and waits until the screen shows a text once more often than before."""
        count = self.screen().count(until)
        self.tmux("send-keys", "-t", "s", "-l", line)
        self.tmux("send-keys", "-t", "s", "Enter")
        self.wait(until, count)

    def press(self, key, until):
        count = self.screen().count(until)
        self.tmux("send-keys", "-t", "s", key)
        self.wait(until, count)

    def wait(self, until, count=0):
        end = time.monotonic() + PATIENCE
        while self.screen().count(until) <= count:
            if time.monotonic() > end:
                raise TimeoutError(f"{until!r} never came:\n{self.screen()}")
            time.sleep(0.02)

    def clear(self):
        self.tmux("send-keys", "-t", "s", "C-l")
        time.sleep(0.2)

    def show(self, title):
        time.sleep(0.2)
        print(f"──── {title} " + "─" * (92 - len(title)) + f"\n{self.screen()}\n", flush=True)


def at_the_keyboard(tween, folder):
    terminal = Terminal(tween, folder)
    terminal.wait("last? >")
    terminal.type("sample", "105/800")
    terminal.type("show", "ready")
    terminal.show("a sample, and the draft")
    terminal.clear()
    terminal.type("set siz 1080", "did you mean")
    terminal.type("seed=2147483648", "seed must be")
    terminal.type("seconds=10", "fixed at")
    terminal.type("model=plus size=1080P", "not offered")
    terminal.type("model=flash size=480P", "480P >")
    terminal.show("values that are refused, or kept with a warning")
    terminal.clear()
    terminal.type("submit", "%")
    terminal.show("a task is watched")
    terminal.press("C-c", "still running")
    terminal.tmux("send-keys", "-t", "s", "-l", "set prompt 一只白色的小猫")
    terminal.show("^C: the task goes on, and a line is begun")
    terminal.wait("succeeded in")
    terminal.show("the notice above the begun line")
    terminal.press("Enter", "7/800")
    terminal.type("retry seed=7", "tween-0002.mp4")
    terminal.type("tasks", "succeeded  ")
    terminal.show("once more, with another seed")
    terminal.tmux("send-keys", "-t", "s", "C-d")
    print(*sorted(name for name in os.listdir(folder) if name.endswith(".mp4")))


def piped(tween, folder, script, *options):
    print(f"──── tween {' '.join(options)} < {script!r}")
    done = subprocess.run([tween, *options], input=script, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=PATIENCE)
    for name, text in (("out", done.stdout), ("err", done.stderr)):
        for line in text.splitlines():
            print(f"{name}: {line[:160]}")
    print(f"exit {done.returncode}\n")


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    tween = options.tween.resolve()
    with tempfile.TemporaryDirectory() as folder:
        try:
            at_the_keyboard(tween, folder)
        finally:
            subprocess.run(["tmux", "-L", SOCKET, "kill-server"], capture_output=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = "sample\nsize=480P seed=7\nsubmit\nretry seed=8\n"
        piped(tween, folder, whole)
        piped(tween, folder, whole, "--json")
        piped(tween, folder, "set seed -1\n")
        piped(tween, folder, "submit\n")
        piped(tween, folder, "profile hosted\nsample\nsubmit --yes\n")
        piped(tween, folder, "sample\nsize=1080P\nsubmit --timeout 1s\n")


main()
