"""An independent recount of the eight targets in plain Python.

It imports nothing of the program: it reads the official lists of units and acts, knows the scheme's targets
from the scheme, and follows each unit's code from day to day. Facts are plain values.
"""

import csv
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "registry" / "data"
PROVINCE = "04"
# Đề án 03-ĐA/TU: whom a target concerns, the scale, the lowest rank that counts, the share asked for.
TARGETS = {
    "CM-CB": ("elected_cadre", "professional", 2, 90),
    "CM-CC": ("civil_servant", "professional", 2, 95),
    "CM-DH": (None, "professional", 4, 20),
    "LLCT-SC": (None, "political_theory", 1, 90),
    "LLCT-TC": (None, "political_theory", 2, 60),
    "QLNN": (None, "state_management", 1, 90),
    "QP": (None, "defence", 1, 90),
    "TH": (None, "informatics", 1, 80),
}


@dataclass(frozen=True)
class Level:
    scale: str
    rank: int
    written: str | None  # "dd/mm/yyyy", "mm/yyyy", "yyyy"; None when the day is unknown
    lawful: bool = True


@dataclass(frozen=True)
class Post:
    unit_key: str
    group: str
    started: str
    ended: date | None = None
    is_main: bool = True


@dataclass
class Person:
    posts: list[Post]
    levels: list[Level] = field(default_factory=list)


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def first_day(written):
    parts = [int(part) for part in written.split("/")]
    return date(*reversed([1] * (3 - len(parts)) + parts))


def last_day(written):
    parts = [int(part) for part in written.split("/")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[1], parts[0], monthrange(parts[1], parts[0])[1])
    return date(parts[2], parts[1], parts[0])


class Atlas:
    """Where a unit's people count, found by following its official code through the acts."""

    def __init__(self):
        units = [row for row in read("units_2013.csv") if row["level"] == "commune"]
        self.parents = {row["code"]: row["parent_code"] for row in units}
        self.days = defaultdict(list)
        for row in read("unit_changes.csv"):
            self.days[date.fromisoformat(row["effective_on"])].append(row)

    def place(self, unit_key, day):
        """(commune code or None, district code or None) on a day."""
        code, _, since = unit_key.partition("-")
        born = date(int(since[:4]), int(since[4:6]), int(since[6:])) if since else date.min
        commune, last_known = code, code
        parents = dict(self.parents)
        for effective in sorted(self.days):
            if effective > day:
                break
            rows = self.days[effective]
            if effective > born and commune is not None:
                merged = [
                    r for r in rows if (r["kind"], r["level"], r["old_code"]) == ("merge", "commune", commune)
                ]
                if len(merged) == 1:
                    commune = last_known = merged[0]["new_code"]
                elif merged:
                    commune = None
            self._move(parents, rows)
        return commune, parents[last_known]

    @staticmethod
    def _move(parents, rows):
        moved = {r["new_code"]: r["new_parent_code"] for r in rows if r["kind"] == "move"}
        merged = {
            r["old_code"]: r["new_code"] for r in rows if r["level"] == "district" and r["kind"] == "merge"
        }
        gone = {r["old_code"] for r in rows if r["kind"] == "dissolve"}
        for commune, district in parents.items():
            district = moved.get(commune) or merged.get(district, district)
            parents[commune] = None if district in gone else district


def serving(person, day):
    """The main post held on a day, if any."""
    for post in person.posts:
        if post.is_main and first_day(post.started) <= day and (post.ended is None or day <= post.ended):
            return post
    return None


def rank(person, scale, day):
    ranks = [
        level.rank
        for level in person.levels
        if level.scale == scale and level.lawful and (level.written is None or last_day(level.written) <= day)
    ]
    return max(ranks, default=None)


def recount(people, day, atlas):
    """{(unit code, target): [count, base]} for the province, every district and every commune with people."""
    result: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for person in people:
        post = serving(person, day)
        if post is None:
            continue
        units = [code for code in (PROVINCE, *atlas.place(post.unit_key, day)) if code is not None]
        for target, (group, scale, lowest, _) in TARGETS.items():
            if group not in (None, post.group):
                continue
            reached = rank(person, scale, day)
            for code in units:
                result[code, target][0] += reached is not None and reached >= lowest
                result[code, target][1] += 1
    return dict(result)


def gap(count, base, target):
    """Persons still missing."""
    return max(0, ceil(TARGETS[target][3] * base / 100) - count)
