#!/usr/bin/env python3
"""Watches a thousand tasks at once, and has two shells send two hundred each, against a server of its own.

    swift build -c release --static-swift-stdlib --product tween
    python3 Tests/Scripts/thousand-tasks.py --tween .build/release/tween --minutes 5

Nothing leaves the machine. Reports the intervals kept, connections, processor time, memory, and how soon ^C gives the prompt back.
"""

import asyncio
import fcntl
import hashlib
import json
import os
import pathlib
import pty
import re
import resource
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time

from tween_program import ROOT, Report, arguments, environment

TASKS = 1000
SUBMITS = 200
KEY = "sk-script-0123456789"
# A hosted service is asked first after 5 s, then every 10 s, and up to 20 % more. What comes on top is the wait for one of eight places.
FIRST, INTERVAL, SLACK = 5.0, (10.0, 12.0), 1.0


class Service:
    """A service over HTTP/1.1 with kept connections: takes every task, and says of each that it runs."""

    def __init__(self):
        self.polls = {}
        self.posts = []
        self.open = self.most_open = 0

    async def start(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=1000)
        return f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}/v1"

    async def serve(self, reader, writer):
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            while request := await reader.readline():
                method, target, _ = request.decode().split(" ", 2)
                length = 0
                while (line := await reader.readline()).strip():
                    name, _, value = line.decode().partition(":")
                    length = int(value) if name.lower() == "content-length" else length
                body = await reader.readexactly(length) if length else b""
                answer = json.dumps(self.answer(method, target, body)).encode()
                head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
                writer.write(head.encode() + answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the program has gone, or the script has seen enough
        finally:
            self.open -= 1
            writer.close()

    def answer(self, method, target, body):
        if method == "POST":
            self.posts.append(json.loads(body))
            return {"id": f"vid_{len(self.posts)}", "status": "pending"}
        identifier = target.rsplit("/", 1)[1]
        self.polls.setdefault(identifier, []).append(time.monotonic())
        return {"id": identifier, "status": "running", "progress": 40}


class Shell:
    """tween on a terminal of its own."""

    def __init__(self, tween, folder, *options):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            try:
                os.chdir(folder)
                os.execve(tween, [str(tween), *options], environment(folder) | {"TERM": "xterm-256color", "TWEEN_API_KEY": KEY})
            finally:
                os._exit(127)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        self.seen = b""
        asyncio.get_running_loop().add_reader(self.terminal, self.read)

    def read(self):
        try:
            self.seen = (self.seen + os.read(self.terminal, 65536))[-65536:]
        except OSError:
            asyncio.get_running_loop().remove_reader(self.terminal)

    async def wait(self, pattern, patience=30):
        """Waits until something new is shown; the seconds that it took."""
        began = time.monotonic()
        while not re.search(pattern, self.seen):
            if time.monotonic() > began + patience:
                raise TimeoutError(f"{pattern!r} never came: {self.seen[-2000:]!r}")
            await asyncio.sleep(0.002)
        return time.monotonic() - began

    def write(self, text):
        self.seen = b""
        os.write(self.terminal, text)

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self):
        status = pathlib.Path(f"/proc/{self.process}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    async def end(self):
        os.kill(self.process, signal.SIGTERM)
        await asyncio.to_thread(os.waitpid, self.process, 0)


def journal(folder):
    return f"{folder}/state/tween/journal.sqlite"


def settings(folder, url):
    """A profile for the service, and no question for one task."""
    path = pathlib.Path(f"{folder}/config/tween")
    path.mkdir(parents=True, mode=0o700)
    lines = [f"profile add scripted {url}", "config set confirm off", "config set autosave off"]
    (path / "rc").write_text("\n".join(lines) + "\n")


def fill(folder, tween, url):
    """A journal in which a thousand tasks of a shell that is gone run at the service."""
    subprocess.run([tween, "-c", "tasks"], env=environment(folder), check=True, stdout=subprocess.DEVNULL)
    script = ROOT / "Tests/Scripts/fill-journal.py"
    subprocess.run([sys.executable, script, "--journal", journal(folder), "--tasks", str(TASKS)], check=True)
    database = sqlite3.connect(journal(folder))
    with database:
        database.execute(
            """UPDATE task SET profile = 'scripted', origin = ?, key_fingerprint = ?, is_demo = 0, sending = 'accepted', status = 'running',
                word = 'running', id = 'vid_' || number, progress = NULL, video = NULL, failure_code = NULL, failure_message = NULL,
                finished_at = NULL, seconds = NULL, saved_path = NULL, created_at = ?, accepted_at = ?""",
            (url, hashlib.sha256(KEY.encode()).hexdigest()[:16], int(time.time()), int(time.time())),
        )
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


async def watch(tween, folder, minutes, report):
    service = Service()
    url = await service.start()
    settings(folder, url)
    fill(folder, tween, url)
    shell = Shell(tween, folder, "--profile", "scripted")
    await shell.wait(rb"following\s+them\s+again")
    began, cpu = time.monotonic(), shell.cpu()
    shell.write(b"watch\r")
    await shell.wait(rb"1000 tasks")
    await asyncio.sleep(minutes * 60)
    took, used, peak = time.monotonic() - began, shell.cpu() - cpu, shell.peak()
    shell.write(b"\x03")
    back = await shell.wait(rb"first,last\? \(1000\) >")
    await shell.end()

    gaps = [after - before for times in service.polls.values() for before, after in zip(times, times[1:])]
    least = min(len(times) for times in service.polls.values())
    report.check(f"all {TASKS} tasks are asked for", len(service.polls) == TASKS, len(service.polls))
    report.check("first after 5 s", min(min(times) for times in service.polls.values()) - began > FIRST - 1.5)
    expected = int((took - FIRST * 1.2) / (INTERVAL[1] + SLACK))
    report.check("each as often as promised", least >= expected, f"at least {least} times in {took:.0f} s")
    held = INTERVAL[0] <= min(gaps) and max(gaps) <= INTERVAL[1] + SLACK
    report.check("every 10 s, and up to 20 % more", held, f"{min(gaps):.2f} to {max(gaps):.2f} s, {len(gaps):,} intervals")
    report.check("at most 8 connections", service.most_open <= 8, service.most_open)
    report.check("under 20 % of a core", used / took < 0.2, f"{used / took:.1%}")
    report.check("under 150 MiB", peak < 150, f"{peak:.0f} MiB")
    report.check("^C gives the prompt back within 200 ms", back < 0.2, f"{back * 1000:.0f} ms")


async def submit(tween, folder, report):
    service = Service()
    url = await service.start()
    settings(folder, url)
    images = "set images https://pictures.example.com/a.png https://pictures.example.com/b.png"
    scripts = []
    for shell in range(2):
        lines = [images, *(f"seed={shell * SUBMITS + index}\nsubmit --yes &" for index in range(SUBMITS))]
        scripts.append("\n".join(lines) + "\n")
    variables = environment(folder) | {"TWEEN_API_KEY": KEY}
    shells = [
        await asyncio.create_subprocess_exec(
            tween, "--profile", "scripted", cwd=folder, env=variables, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        for _ in scripts
    ]  # fmt: skip
    began = time.monotonic()
    outputs = await asyncio.gather(*(shell.communicate(script.encode()) for shell, script in zip(shells, scripts)))
    took = time.monotonic() - began
    told = b"".join(output for output, _ in outputs)
    rows = sqlite3.connect(journal(folder)).execute("SELECT count(*), count(DISTINCT id) FROM task WHERE sending = 'accepted'").fetchone()
    codes = [shell.returncode for shell in shells]
    report.check("two shells, 200 submits each: both end with 0", codes == [0, 0], "" if codes == [0, 0] else f"{codes} {told[-300:]!r}")
    report.check("400 rows with an id each", rows == (2 * SUBMITS, 2 * SUBMITS), f"{rows}, {took:.1f} s")
    seeds = {post["seed"] for post in service.posts}
    report.check("400 POSTs, none twice", len(service.posts) == len(seeds) == 2 * SUBMITS, len(service.posts))
    report.check("no word of a lock", b"holds the journal" not in told and b"locked" not in told)
    whole = sqlite3.connect(journal(folder)).execute("PRAGMA integrity_check").fetchone()[0]
    report.check("the journal is whole", whole == "ok", whole)


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5)
    options = parser.parse_args()
    tween = options.tween.resolve()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(submit(tween, folder, report))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(watch(tween, folder, options.minutes, report))
    report.end()


main()
