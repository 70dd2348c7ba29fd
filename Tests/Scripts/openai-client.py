#!/usr/bin/env python3
"""Calls `tween serve` as others would: with the openai package, and with the API page's own curl line.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install openai
    /tmp/venv/bin/python Tests/Scripts/openai-client.py

Everything stays on the loopback address, except that the pictures of the curl line at example.com are looked up. Takes a few seconds.
"""

import functools
import http.server
import json
import subprocess
import tempfile
import threading
import time
import warnings

import openai

from tween_program import SAMPLES, Report, Server, arguments

TOKEN = "a-token-for-this-script"
PATIENCE = 120

# The call of the API page, word for word.
PAGE_CALL = r"""curl --request POST \
  --url https://baze-api.powerbuyin.top/v1/videos \
  --header 'Authorization: Bearer <token>' \
  --header 'Content-Type: application/json' \
  --data '
{
  "model": "wan2.2-kf2v-flash",
  "images": [
    "https://example.com/first-frame.png",
    "https://example.com/last-frame.png"
  ],
  "prompt": "Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level to top-down",
  "seconds": "5",
  "size": "720P",
  "prompt_extend": true
}
'"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve_samples():
    """Serves the bundled frames on a free loopback port; answers its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=SAMPLES))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def page_call(url):
    """Runs the page's call with another host and token; answers what came back."""
    line = PAGE_CALL.replace("https://baze-api.powerbuyin.top/v1", url).replace("<token>", TOKEN)
    return run(line)


def run(line):
    done = subprocess.run(["bash", "-c", line.replace("curl ", "curl --silent --show-error --max-time 60 ", 1)], capture_output=True)
    return json.loads(done.stdout)


def ended(client, video):
    """The video at its end. The package's own poll stops at `pending`, a word that it does not know."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        seen = client.videos.retrieve(video)
        if seen.status in ("succeeded", "failed", "cancelled"):
            return seen
        time.sleep(0.5)
    raise TimeoutError(video)


def refuses(call, kind):
    try:
        call()
    except kind as error:
        return error
    return None


def reachable_pictures(report, server, client):
    pictures = serve_samples()
    body = {"model": "wan2.2-kf2v-flash", "images": [f"{pictures}/kitten-first.jpg", f"{pictures}/kitten-last.jpg"], "size": "480P"}
    created = run(
        f"curl --request POST --url {server.url}/videos --header 'Authorization: Bearer {TOKEN}' "
        f"--header 'Content-Type: application/json' --data '{json.dumps(body)}'"
    )
    report.check("curl: a task is made of pictures that can be reached", created.get("status") in ("pending", "queued"), created.get("status"))

    video = ended(client, created["id"])
    report.check("retrieve: it succeeds", video.status == "succeeded", f"{video.status}, {video.progress} %")
    film = client.videos.download_content(video.id).content
    report.check("download_content: an MP4 comes", film[4:8] == b"ftyp" and len(film) > 50_000, f"{len(film):,} bytes")
    part = subprocess.run(
        ["curl", "-sS", "-r", "4-7", "-H", f"Authorization: Bearer {TOKEN}", f"{server.url}/videos/{video.id}/content"], capture_output=True
    ).stdout
    report.check("curl: a range of it comes", part == b"ftyp", part)
    return video.id


def page_addresses(report, server, client):
    created = page_call(server.url)
    report.check("curl: the page's own call is accepted word for word", "id" in created and created.get("object") == "video", created.get("status"))
    video = ended(client, created["id"])
    told = json.dumps(video.model_dump().get("error"))
    report.check("retrieve: with pictures that are not there it fails", video.status == "failed")
    report.check("retrieve: the failure names the picture", "images[0]" in told or "first" in told, told)
    return created["id"]


def lists_and_deletes(report, client, ids):
    listed = [video.id for video in client.videos.list()]
    report.check("list: all of them, newest first, and it ends", listed == ids[::-1], f"{len(listed)} videos")
    first = client.videos.list(limit=1)
    report.check("list: pages of one", len(first.data) == 1 and first.has_more, f"has_more {first.has_more}")
    for video in ids:
        gone = client.videos.delete(video)
        report.check("delete: told as deleted", gone.deleted and gone.id == video and gone.object == "video.deleted")
    report.check("list: nothing is left", list(client.videos.list()) == [])
    report.check("retrieve: 404 for what is gone", refuses(lambda: client.videos.retrieve(ids[0]), openai.NotFoundError) is not None)


def refusals(report, server):
    stranger = openai.OpenAI(base_url=server.url, api_key="another", max_retries=0)
    report.check("a wrong token: AuthenticationError", refuses(lambda: stranger.videos.list(), openai.AuthenticationError) is not None)
    answer = run(f"curl --url {server.url}/videos --header 'Authorization: Bearer {TOKEN}' --header 'Content-Type: application/json' --data '{{}}'")
    report.check("an empty request: 400 names the field", answer["error"].get("param") == "model", json.dumps(answer))


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    report = Report()
    warnings.filterwarnings("ignore", category=DeprecationWarning)  # the package announces the end of another service
    with tempfile.TemporaryDirectory() as folder, Server(options.tween, folder, TOKEN, "--allow-loopback-images") as server:
        client = openai.OpenAI(base_url=server.url, api_key=TOKEN, max_retries=0)
        print(f"openai {openai.__version__} against {server.url}")
        ids = [reachable_pictures(report, server, client), page_addresses(report, server, client)]
        refusals(report, server)
        lists_and_deletes(report, client, ids)
    report.end()


main()
