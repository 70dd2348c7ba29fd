#!/usr/bin/env python3
"""Measures the line editor: as ratios to a bare C program on libedit, and beside sqlite3, python3 and psql, in one run.

    swift build -c release --static-swift-stdlib --product tween
    python3 Tests/Scripts/editor-speed.py --tween .build/release/tween

Needs gcc, libedit-dev, ffmpeg, sqlite3 and python3; psql joins in with `--psql COMMAND`, where a server runs on this machine
(`--psql "psql -h 127.0.0.1 -U postgres"`). Takes about three minutes; nothing leaves the machine. Close other programs before.
"""

import fcntl
import os
import pathlib
import pty
import select
import shlex
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

from tween_program import Report, arguments, environment

HERE = pathlib.Path(__file__).resolve().parent
PROMPT = b"last? >"
PATIENCE = 20
#: Output that pauses for so long is over.
QUIET = 0.015
#: Half of the pause after which tween draws what helps with the line; the line itself is drawn before it.
BREATH = 0.0005
KEYS = 400
INSERTS = 240
TABS = 40
STARTS = 25


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, command, variables, rows=50, columns=200):
        self.began = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            try:
                os.execvpe(command[0], command, variables | {"TERM": "xterm-256color"})
            finally:
                os._exit(127)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)

    def read(self, patience=PATIENCE):
        """What comes next; nothing after the patience."""
        ready, _, _ = select.select([self.terminal], [], [], patience)
        return os.read(self.terminal, 1 << 16) if ready else b""

    def expect(self, mark):
        """Reads up to a text; answers when it was there."""
        while mark not in self.seen:
            chunk = self.read()
            if not chunk:
                raise TimeoutError(f"no {mark!r} in {self.seen[-300:]!r}")
            self.seen += chunk
        moment = time.perf_counter()
        self.seen = self.seen.split(mark, 1)[1]
        return moment

    def settle(self, quiet=QUIET):
        """Reads until nothing more comes; answers when the last of it came, and all of it."""
        last, text = time.perf_counter(), b""
        while chunk := self.read(quiet if text else PATIENCE):
            last, text = time.perf_counter(), text + chunk
        self.seen = b""
        return last, text

    def drain(self):
        """Reads what is there, and what still comes, if anything does."""
        while self.read(0.1):
            pass
        self.seen = b""

    def type(self, keys):
        """Types; answers when."""
        moment = time.perf_counter()
        text = keys if isinstance(keys, bytes) else keys.encode()
        while text:
            text = text[os.write(self.terminal, text) :]
        return moment

    def echo(self, key):
        """Seconds from a key to the first sign of it."""
        began = self.type(key)
        self.read()
        seconds = time.perf_counter() - began
        self.drain_quietly()
        return seconds

    def redraw(self, key):
        """Seconds from a key to the last of what it makes of the line."""
        began = self.type(key)
        seconds = self.settle(BREATH)[0] - began
        self.drain_quietly()
        return seconds

    def drain_quietly(self):
        while self.read(QUIET):
            pass


def milliseconds(seconds):
    return f"{seconds * 1000:.2f} ms"


def interleaved(terminals, times, measure):
    """Medians by program; each round goes through all, so that they meet the same machine."""
    runs = {name: [] for name in terminals}
    for turn in range(times):
        for name, terminal in terminals.items():
            runs[name].append(measure(terminal, turn))
    return {name: statistics.median(run) for name, run in runs.items()}


def typing(report, programs, variables):
    terminals = {name: Terminal(command, variables) for name, (command, _) in programs.items()}
    for name, terminal in terminals.items():
        terminal.expect(programs[name][1])
        terminal.drain()
    # The first words make tween take the rest for a text of 800 characters, the longest it knows.
    for terminal in terminals.values():
        terminal.type("set prompt ")
        terminal.drain()
    echo = interleaved(terminals, KEYS, lambda terminal, turn: terminal.echo("abcdefg "[turn % 8]))
    told = ", ".join(f"{name} {milliseconds(seconds)}" for name, seconds in echo.items())
    report.check("a key is echoed within 1.3 x of a bare libedit", echo["tween"] <= 1.3 * echo["bare"], told)

    for terminal in terminals.values():
        terminal.type("\x15" if terminal is not terminals.get("python3") else "\x01\x0b")
        terminal.drain()
        terminal.type("set prompt " + "the sea is calm " * 48 + "x")
        terminal.drain()
        terminal.type("\x01" + "\x06" * 10)
        terminal.drain()
    insert = interleaved(terminals, INSERTS, lambda terminal, turn: terminal.redraw("k" if turn % 2 == 0 else "\x08"))
    told = ", ".join(f"{name} {milliseconds(seconds)}" for name, seconds in insert.items())
    report.check("so is one at column 10 of 780 characters, all drawn", insert["tween"] <= 1.3 * insert["bare"], told)
    for terminal in terminals.values():
        terminal.__exit__()


def paste(report, tween, variables):
    text = "set prompt " + "海" * 4000 + "a" * 989
    seconds = []
    for _ in range(5):
        with Terminal([tween], variables, rows=60) as terminal:
            terminal.expect(PROMPT)
            terminal.drain()
            began = terminal.type("\x1b[200~" + text + "\x1b[201~")
            last, drawn = terminal.settle()
            if drawn.count("海".encode()) < 4000:
                raise ValueError("the paste was not drawn whole")
            seconds.append(last - began)
    report.check("5,000 pasted characters stand within 100 ms", statistics.median(seconds) < 0.1, milliseconds(statistics.median(seconds)))


def lines_at_once(report, tween, variables):
    """A hundred lines in one write; each program says something for each."""
    seconds = {"tween": [], "sqlite3": []}
    for _ in range(7):
        with Terminal([tween], variables) as terminal:
            terminal.expect(PROMPT)
            terminal.drain()
            began = terminal.type("".join(f"seed={n}\r" for n in range(1, 101)))
            for n in range(1, 101):
                seconds_now = terminal.expect(f"→ {n}\r".encode())
            seconds["tween"].append(seconds_now - began)
        with Terminal(["sqlite3"], variables) as terminal:
            terminal.expect(b"sqlite> ")
            terminal.drain()
            began = terminal.type("".join(f".print answer{n}\r" for n in range(1, 101)))
            for n in range(1, 101):
                seconds_now = terminal.expect(f"\ranswer{n}\r".encode())
            seconds["sqlite3"].append(seconds_now - began)
    ours, theirs = (statistics.median(seconds[name]) for name in ("tween", "sqlite3"))
    report.check("100 lines typed at once run at least as fast as in sqlite3, none lost", ours <= theirs,
                 f"tween {milliseconds(ours)}, sqlite3 {milliseconds(theirs)}")


def much_to_remember(folder, tween, variables):
    """A home with 100,000 lines of history and 10,000 tasks."""
    state = pathlib.Path(folder) / "state/tween"
    state.mkdir(parents=True, mode=0o700)
    with open(os.open(state / "history", os.O_WRONLY | os.O_CREAT, 0o600), "w") as history:
        history.write("tween-history 1\n")
        for n in range(100_000):
            history.write(f"{1_700_000_000 + n}\tlocal\tset prompt 一只小猫 walks into room {n}, evening light\t\n")
    # The empty journal, in the version that the program writes.
    subprocess.run([tween, "-c", "tasks"], env=variables, check=True, stdout=subprocess.DEVNULL)
    fill = [sys.executable, HERE / "fill-journal.py", "--journal", state / "journal.sqlite", "--tasks", "10000"]
    subprocess.run(fill, check=True, stdout=subprocess.DEVNULL)


def with_much_to_remember(report, tween, empty, full):
    ours, theirs = [], []
    for _ in range(STARTS):
        for variables, runs in ((empty, theirs), (full, ours)):
            with Terminal([tween], variables) as terminal:
                runs.append(terminal.expect(PROMPT) - terminal.began)
    more = statistics.median(ours) - statistics.median(theirs)
    report.check("100,000 lines and 10,000 tasks slow the start by at most 5 ms", more <= 0.005,
                 f"{milliseconds(statistics.median(theirs))} and {milliseconds(more)} more")

    with Terminal([tween], full) as terminal:
        terminal.expect(PROMPT)
        terminal.drain()
        for line in ("watch 99", "set si", "se", "size=", "retry 1"):
            runs = []
            for _ in range(TABS):
                terminal.type(line)
                terminal.drain_quietly()
                runs.append(terminal.echo("\t"))
                terminal.type("\x15")
                terminal.drain_quietly()
            report.check(f"Tab behind `{line}` answers in under 5 ms", statistics.median(runs) < 0.005, milliseconds(statistics.median(runs)))
        runs = [terminal.echo("\x1b[A")] + [terminal.echo("\x1b[A") for _ in range(TABS)]
        report.check("the first Up through them takes under 100 ms", runs[0] < 0.1, milliseconds(runs[0]))
        report.check("each further one under 5 ms", statistics.median(runs[1:]) < 0.005, milliseconds(statistics.median(runs[1:])))


def wakeups(process):
    """How often the threads of a process gave up the processor by themselves, or lost it."""
    count = 0
    for thread in pathlib.Path(f"/proc/{process}/task").iterdir():
        lines = (thread / "status").read_text().splitlines()
        count += sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
    return count


def idleness(report, tween, variables):
    with Terminal([tween], variables) as terminal:
        terminal.expect(PROMPT)
        terminal.type("set prompt a cat")
        terminal.drain()
        # Threads that had something to do at the start may still be retiring.
        rest(report, terminal, 8, "ten idle seconds wake nothing")
    with tempfile.TemporaryDirectory() as folder, Terminal([tween], environment(folder) | {"HOME": folder}) as terminal:
        terminal.expect(PROMPT)
        terminal.type("config set downloads ~\rsample\rsize=480P\rsubmit\r")
        terminal.expect(b".mp4")
        terminal.drain()
        # The connection by which the task was asked for is closed when nobody needed it for a while.
        rest(report, terminal, 40, "so do ten after a local task")


def rest(report, terminal, pause, claim):
    time.sleep(pause)
    before = wakeups(terminal.process)
    time.sleep(10)
    report.check(claim, wakeups(terminal.process) == before, wakeups(terminal.process) - before)


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--psql", help="a command that reaches a server on this machine")
    options = parser.parse_args()
    tween = str(options.tween.resolve())
    report = Report()
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        bare = f"{empty}/bare"
        subprocess.run(["gcc", "-O2", "-o", bare, HERE / "bare-editor.c", "-ledit"], check=True)
        programs = {
            "tween": ([tween, "-q"], PROMPT),
            "bare": ([bare], PROMPT),
            "sqlite3": (["sqlite3"], b"sqlite> "),
            "python3": ([sys.executable, "-q"], b">>> "),
        }
        if options.psql:
            programs["psql"] = (shlex.split(options.psql), b"# ")
        variables = environment(empty)
        typing(report, programs, variables)
        paste(report, tween, variables)
        lines_at_once(report, tween, variables)
        idleness(report, tween, variables)
        much_to_remember(full, tween, environment(full))
        with_much_to_remember(report, tween, variables, environment(full))
    report.end()


if __name__ == "__main__":
    main()
