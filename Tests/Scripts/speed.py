#!/usr/bin/env python3
"""Measures what tween promises about speed, as ratios where another program gives the scale.

    swift build -c release --static-swift-stdlib --product tween
    python3 Tests/Scripts/speed.py --tween .build/release/tween

Needs ffmpeg and sqlite3. Takes one to two minutes on two cores; nothing leaves the machine. Close other programs before.
"""

import itertools
import os
import pty
import resource
import select
import signal
import statistics
import subprocess
import tempfile
import time

from tween_program import SAMPLES, Report, arguments, environment

STARTS = 40
LINES = 200_000
PATIENCE = 30


def prompt(command, variables, mark):
    """Starts a program on a terminal of its own; answers the seconds to its prompt and its peak memory there in MB."""
    began = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        try:
            os.execve(command[0], command, variables | {"TERM": "xterm-256color"})
        finally:
            os._exit(127)
    seen = b""
    while mark not in seen:
        ready, _, _ = select.select([terminal], [], [], PATIENCE)
        if not ready:
            raise TimeoutError(f"{command[0]} showed {seen!r}")
        seen += os.read(terminal, 4096)
    seconds = time.perf_counter() - began
    with open(f"/proc/{process}/status") as status:
        peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)
    return seconds, peak


def starts(tween, folder):
    """Medians of interleaved starts, so that both meet the same machine."""
    ours, theirs = [], []
    variables = environment(folder)
    for _ in range(STARTS):
        ours.append(prompt([str(tween)], variables, b"last? >"))
        theirs.append(prompt(["/usr/bin/sqlite3"], variables, b"sqlite> "))
    return [statistics.median(run[0] for run in runs) for runs in (ours, theirs)], max(run[1] for run in ours)


def lines_per_second(tween, folder):
    """Lines a second from standard input, the start not counted."""
    script = "set seed 7\nunset seed\n" * (LINES // 2)

    def run(text):
        began = time.perf_counter()
        subprocess.run([tween], input=text, env=environment(folder), stdout=subprocess.DEVNULL, text=True, check=True, timeout=120)
        return time.perf_counter() - began

    return LINES / (run(script) - run(""))


def cpu(command, **options):
    """User and system seconds of a command and all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def pictures(folder):
    """The bundled frames as they are, which are smooth and so cheap to encode, and with the grain of a photograph."""
    kinds = {"smooth": (SAMPLES / "kitten-first.jpg", SAMPLES / "kitten-last.jpg")}
    kinds["grained"] = tuple(f"{folder}/grained-{picture.stem}.png" for picture in kinds["smooth"])
    for source, grained in zip(kinds["smooth"], kinds["grained"]):
        subprocess.run(["ffmpeg", "-v", "error", "-i", source, "-vf", "noise=alls=20:allf=u:all_seed=1", grained], check=True)
    return kinds


def render(tween, folder, frames, size, prompt_text):
    """Processor seconds of a whole task, and of encoding the frames of its film once more with the same settings."""
    target = tempfile.mkdtemp(dir=folder)
    commands = [f"set images {frames[0]} {frames[1]}", f"set prompt {prompt_text}", f"size={size} seed=7", "submit"]
    whole = cpu([tween, *(word for command in commands for word in ("-c", command))], cwd=target, env=environment(target))
    film, raw = f"{target}/tween-0001.mp4", f"{target}/frames.yuv"
    subprocess.run(["ffmpeg", "-v", "error", "-i", film, "-f", "rawvideo", raw], check=True)
    shape = subprocess.check_output(
        ["ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0:s=x", film], text=True
    ).strip()
    bare = cpu(
        ["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", shape, "-r", "30", "-i", raw, "-c:v", "libx264",
         "-threads", "2", "-preset", "veryfast", "-crf", "18", "-x264-params", "zones=0,0,q=8/149,149,q=8", "-f", "mp4", "-y", f"{target}/bare.mp4"]
    )  # fmt: skip
    os.remove(raw)
    return whole, bare


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    tween = options.tween.resolve()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        (ours, theirs), peak = starts(tween, folder)
        times = f"{ours * 1000:.1f} ms to {theirs * 1000:.1f} ms, medians of {STARTS}"
        report.check("start to prompt over sqlite3's: at most 3", ours / theirs <= 3, f"{ours / theirs:.2f}: {times}")
        report.check("peak memory at the prompt: under 40 MB", peak < 40, f"{peak:.1f} MB")
        rate = lines_per_second(tween, folder)
        report.check("set and unset lines a second from a pipe: at least 20,000", rate >= 20_000, f"{rate:,.0f}")
        cases = itertools.product(pictures(folder).items(), ("camera moving up", "zoom in"), ("480P", "720P", "1080P"))
        for (kind, frames), text, size in cases:
            whole, bare = render(tween, folder, frames, size, text)
            claim = f"a whole {size} task ({kind}, {text}) over encoding alone, CPU: under 2"
            report.check(claim, whole / bare < 2, f"{whole / bare:.2f}: {whole:.1f} s to {bare:.1f} s")
    report.end()


main()
