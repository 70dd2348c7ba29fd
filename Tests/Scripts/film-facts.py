#!/usr/bin/env python3
"""Renders films of every size and orientation through the piped shell and holds their facts against what is promised.

    python3 Tests/Scripts/film-facts.py

Needs ffmpeg and ffprobe. Takes half a minute on two cores; nothing leaves the machine.
"""

import fractions
import hashlib
import json
import math
import os
import re
import struct
import subprocess
import sys
import tempfile

from tween_program import SAMPLES, Report, arguments, environment

PIXELS = {"480P": 832 * 480, "720P": 1280 * 720, "1080P": 1920 * 1080}
# First frame, and a last frame of another aspect ratio: sizes that the bundled 1280x720 frames are cut to.
SHAPES = {"landscape": ((1280, 720), (600, 720)), "portrait": ((540, 720), (1280, 640)), "square": ((720, 720), (1280, 720))}
LIMIT = 180


def ran(*command, given=None):
    done = subprocess.run(command, input=given, capture_output=True, timeout=LIMIT)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done


def cut(source, size, path):
    ran("ffmpeg", "-v", "error", "-y", "-i", source, "-vf", f"crop={size[0]}:{size[1]}", path)


def sides(size, picture):
    """The documented rule: the tier's pixels at the picture's ratio, both sides multiples of 16."""
    width, height = picture
    side = lambda ratio: int(math.floor(math.sqrt(PIXELS[size] * ratio) + 0.5)) // 16 * 16
    return side(width / height), side(height / width)


def render(tween, folder, first, last, size, name):
    """One film by the piped shell; its path is the last line of standard output."""
    os.mkdir(f"{folder}/{name}")
    script = f"set first {first}\nset last {last}\nset prompt camera moving up\nsize={size} seed=7\nconfig set downloads {folder}/{name}\nsubmit\n"
    done = subprocess.run([tween], input=script, env=environment(f"{folder}/{name}-home"), capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        sys.exit(f"tween ended with {done.returncode}: {done.stderr}")
    return done.stdout.splitlines()[-1]


def boxes(path):
    """The top boxes of the file, in order."""
    names = []
    with open(path, "rb") as file:
        while head := file.read(8):
            length, name = struct.unpack(">I4s", head)
            names.append(name.decode())
            file.seek(length - 8, 1)
    return names


def likeness(film, frame, picture, size):
    """SSIM and PSNR between a frame of the film and the picture as it was scaled and cropped."""
    width, height = size
    graph = (
        f"[0:v]select=eq(n\\,{frame}),setpts=0,format=yuv420p,split[a][c];"
        f"[1:v]crop=min(iw\\,ih*{width}/{height}):min(ih\\,iw*{height}/{width}):exact=1,"
        f"scale={width}:{height}:flags=lanczos+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv,"
        "setsar=1,format=yuv420p,setpts=0,split[b][d];[a][b]ssim[s];[c][d]psnr[p]"
    )
    told = ran(
        "ffmpeg", "-hide_banner", "-i", film, "-i", picture, "-filter_complex", graph,
        "-map", "[s]", "-frames:v", "1", "-f", "null", "-", "-map", "[p]", "-frames:v", "1", "-f", "null", "-",
    ).stderr.decode()  # fmt: skip
    ssim = float(re.search(r"SSIM .*All:([\d.]+)", told).group(1))
    psnr = float(re.search(r"PSNR .*average:([\d.]+|inf)", told).group(1))
    return ssim, psnr


def facts(film):
    entries = "stream=codec_name,profile,pix_fmt,r_frame_rate,width,height,color_space,color_primaries,color_transfer,color_range,nb_read_packets"
    told = ran("ffprobe", "-v", "error", "-count_packets", "-show_entries", f"{entries}:format=duration", "-of", "json", film).stdout
    return json.loads(told)


def examine(report, name, film, first, last, size, picture):
    seen = facts(film)
    video = seen["streams"][0]
    duration = fractions.Fraction(seen["format"]["duration"])
    report.check(f"{name}: one silent stream of 150 packets", len(seen["streams"]) == 1 and video["nb_read_packets"] == "150")
    report.check(f"{name}: 5 seconds at 30/1", duration == 5 and video["r_frame_rate"] == "30/1", seen["format"]["duration"])
    kind = (video["codec_name"], video["profile"], video["pix_fmt"])
    report.check(f"{name}: H.264 High, yuv420p", kind == ("h264", "High", "yuv420p"))
    colour = {video["color_space"], video["color_primaries"], video["color_transfer"]}
    report.check(f"{name}: bt709, tv", colour == {"bt709"} and video["color_range"] == "tv")
    expected = sides(size, picture)
    report.check(f"{name}: the sides follow the rule", (video["width"], video["height"]) == expected, "x".join(map(str, expected)))
    order = boxes(film)
    report.check(f"{name}: moov before mdat", order.index("moov") < order.index("mdat"), " ".join(order))
    for which, frame, source in (("first", 0, first), ("last", 149, last)):
        ssim, psnr = likeness(film, frame, source, expected)
        report.check(f"{name}: the {which} frame is the picture", ssim >= 0.995 and psnr >= 45, f"SSIM {ssim:.4f}, {psnr:.1f} dB")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for shape, (first_size, last_size) in SHAPES.items():
            first, last = f"{folder}/{shape}-first.png", f"{folder}/{shape}-last.png"
            cut(SAMPLES / "kitten-first.jpg", first_size, first)
            cut(SAMPLES / "kitten-last.jpg", last_size, last)
            for size in PIXELS:
                film = render(options.tween, folder, first, last, size, f"{shape}-{size}")
                examine(report, f"{size} {shape}", film, first, last, size, first_size)
        again = render(options.tween, folder, first, last, "480P", "again")
        report.check("the same input and seed twice: the same bytes", digest(again) == digest(f"{folder}/square-480P/tween-0001.mp4"))
    report.end()


main()
