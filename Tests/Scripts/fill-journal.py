#!/usr/bin/env python3
"""Makes a journal of many tasks, or adds them to one, for measuring by hand how tween answers over it.

    tween -c 'tasks' >/dev/null        # with XDG_STATE_HOME set: makes the empty journal
    python3 Tests/Scripts/fill-journal.py --journal "$XDG_STATE_HOME/tween/journal.sqlite" --tasks 100000

The same numbers of the same seed give the same tasks: prompts in English and Chinese, every state, some starred, tagged and noted.
The journal must exist in the version that is written here; no tween may be running over it.
"""

import argparse
import json
import random
import sqlite3
import sys
import unicodedata
import uuid

VERSION = 3
UNSPACED = [
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029),
    (0x3041, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
]  # fmt: skip

ENGLISH = {
    "who": ["a kitten", "two kittens", "an old sailor", "a red fox", "a paper boat", "the café owner", "a dancer", "a robot", "a lighthouse"],
    "what": ["wakes up", "turns towards the window", "runs through the rain", "opens slowly", "drifts away", "looks at the camera", "smiles"],
    "how": ["soft morning light", "slow zoom in", "film grain", "neon at night", "a gentle breeze", "watercolour", "golden hour, 35mm"],
}
CHINESE = {
    "who": ["一只小猫", "两只白色的小猫", "一位老船长", "一条红色的鱼", "纸船", "舞者", "机器人", "远处的灯塔", "穿红裙的女孩"],
    "what": ["慢慢醒来", "转向窗户", "在雨中奔跑", "缓缓打开", "随风飘走", "看着镜头", "微笑"],
    "how": ["清晨的柔光", "镜头缓慢推进", "胶片颗粒", "夜晚的霓虹", "微风轻拂", "水彩风格", "黄昏，三十五毫米"],
}


def words(text):
    """The words of a text as SearchWords.swift cuts them."""
    found, word = [], ""
    for character in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(character)
        unspaced = kind in ("Lm", "Lo", "Nl", "No") and any(first <= ord(character) <= last for first, last in UNSPACED)
        if kind == "So" or unspaced:
            found += [word] if word else []
            found.append(character)
            word = ""
        elif kind[0] in "LN":
            lower = character.lower()
            folded = lower if lower.isascii() else unicodedata.normalize("NFD", lower)
            word += "".join(scalar for scalar in folded if unicodedata.category(scalar)[0] in "LN")
        elif kind[0] != "M":
            found += [word] if word else []
            word = ""
    return found + ([word] if word else [])


def prompt(chance):
    """A prompt that hardly another has, in one of two languages."""
    language, comma = chance.choice([(ENGLISH, ", "), (CHINESE, "，")])
    scenes = [" ".join(chance.choice(language[part]) for part in ("who", "what")) for _ in range(chance.randint(1, 3))]
    return comma.join([*scenes, chance.choice(language["how"]), f"take {chance.randint(1, 99999)}"])


def state(chance, index, tasks):
    """How it went: the newest few are open, the rest is over."""
    if index >= tasks - 20:
        return chance.choice([("accepted", "running"), ("accepted", "queued"), ("unconfirmed", None)])
    return chance.choices([("accepted", "succeeded"), ("accepted", "failed"), ("rejected", None), ("not sent", None)], [88, 7, 4, 1])[0]


def fill(database, tasks, seed):
    chance = random.Random(seed)
    first = database.execute("SELECT coalesce(max(number), 0) + 1 FROM task").fetchone()[0]
    start = 1_700_000_000
    for index in range(tasks):
        number, created = first + index, start + index * 300
        identifier = uuid.UUID(int=chance.getrandbits(128), version=4)
        demo = index % 10 == 0
        model = chance.choices(["wan2.2-kf2v-flash", "wan2.1-kf2v-plus"], [9, 1])[0]
        size = "720P" if model == "wan2.1-kf2v-plus" else chance.choice(["480P", "720P", "1080P"])
        text, number_of_seed = prompt(chance), chance.randrange(2**31)
        draft = {
            "model": model, "first": {"url": f"https://pictures.example.com/{index % 500}/a.png"},
            "last": {"url": f"https://pictures.example.com/{index % 700}/b.png"}, "prompt": text, "size": size, "seed": str(number_of_seed),
        }  # fmt: skip
        sending, status = state(chance, index, tasks)
        accepted = sending == "accepted"
        done = status in ("succeeded", "failed")
        seconds = chance.randint(30, 300)
        note = chance.choice(["for the spring reel", "给妈妈看", "too dark"]) if chance.random() < 0.02 else None
        tags = chance.sample(["kept", "again", "客户", "spring"], chance.randint(1, 2)) if chance.random() < 0.05 else []
        database.execute(
            """INSERT INTO task (number, profile, origin, key_fingerprint, is_demo, draft, model, size, request_hash, draft_hash,
                idempotency_key, created_at, owner, sending, accepted_at, id, status, word, progress, video, failure_code, failure_message,
                finished_at, seconds, saved_path, is_starred, note, tags)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                number, "local" if demo else "hosted", "http://127.0.0.1/v1" if demo else "https://api.example.com/v1",
                None if demo else "f1e2d3c4", demo, json.dumps(draft, ensure_ascii=False, separators=(",", ":")), model, size,
                f"{chance.getrandbits(256):064x}", f"{chance.getrandbits(256):064x}", str(identifier), created, 1, sending,
                created + 1 if accepted else None, f"vid_{identifier.hex}" if accepted else None, status, status,
                100 if status == "succeeded" else None,
                f"https://videos.example.com/{identifier.hex}.mp4" if status == "succeeded" else None,
                "InternalError" if status == "failed" else None, "the model gave up" if status == "failed" else None,
                created + seconds if done else None, seconds if status == "succeeded" else None,
                f"/videos/tween-{number:04}.mp4" if status == "succeeded" else None, chance.random() < 0.01, note, "\n".join(tags) or None,
            ),
        )  # fmt: skip
        changes = [(created, "sending", None)]
        if not accepted:
            changes.append((created + 1, sending, None))
        else:
            changes.append((created + 1, "accepted", "pending"))
            changes += [(created + 9, "status", "running")] if status != "queued" else []
            changes += [(created + seconds, "status", status)] if done else []
            changes += [(created + seconds + 2, "saved", None)] if status == "succeeded" else []
        database.executemany(
            "INSERT INTO change (task, at, event, status, word) VALUES (?, ?, ?, ?, ?)",
            [(number, at, event, word, word) for at, event, word in changes],
        )
        database.executemany("INSERT INTO tag (word, task) VALUES (?, ?)", [(tag, number) for tag in tags])
        database.execute(
            "INSERT INTO search (rowid, prompt, negative, note, tags) VALUES (?, ?, '', ?, ?)",
            (number, " ".join(words(text)), " ".join(words(note or "")), " ".join(words("\n".join(tags)))),
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--journal", required=True, help="the file journal.sqlite, which tween has made")
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    try:
        database = sqlite3.connect(f"file:{given.journal}?mode=rw", uri=True, isolation_level=None)
        version = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        sys.exit(f"{given.journal}: {error}")
    if version != VERSION:
        sys.exit(f"{given.journal} is of version {version}, this script writes version {VERSION}")
    database.execute("BEGIN IMMEDIATE")
    fill(database, given.tasks, given.seed)
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    main()
