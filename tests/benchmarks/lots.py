#!/usr/bin/env python3
# SPDX-FileCopyrightText: Twinflow contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The city-lots classes as route filters: lots.py LOTS.ndjson LOTS_RULES.tsv FOLDER

Writes lots_events.ndjson, each record as the data of a CloudEvent, and lots_CLASS.tsv for each class that filters can
say: they know no wildcards within a text, no comparison without regard to case, and look into no array."""
import json
import pathlib
import sys

lots, rules, folder = (pathlib.Path(argument) for argument in sys.argv[1:4])


def condition(field, test):
    if not isinstance(test, dict):
        return [f"{field} = {literal(test)}"]
    kind, wanted = next(iter(test.items()))
    if kind == "prefix":
        return [f"STARTS_WITH({field}, {literal(wanted)})"]
    if kind == "suffix":
        return [f"ENDS_WITH({field}, {literal(wanted)})"]
    if kind == "anything-but":
        return [f"{field} != {literal(one)}" for one in wanted]
    if kind == "numeric":
        return [f"{field} {op} {literal(bound)}" for op, bound in zip(wanted[::2], wanted[1::2])]
    raise ValueError(kind)


def literal(value):
    return f"'{value}'" if isinstance(value, str) else repr(value)


def conditions(pattern, path="$body"):
    if isinstance(pattern, list):
        return condition(path, pattern[0])
    return [one for name, below in pattern.items() for one in conditions(below, f"{path}.{name}")]


with open(folder / "lots_events.ndjson", "w") as events:
    for line in open(lots):
        events.write('{"specversion":"1.0","type":"lot","source":"lots","data":' + line.rstrip("\n") + "}\n")

classes = {}
for line in open(rules):
    name, pattern = line.rstrip("\n").split("\t")[:2]
    if name in ("EXACT", "PREFIX", "SUFFIX", "NUMERIC", "ANYTHING_BUT"):
        classes.setdefault(name, []).append(" AND ".join(conditions(json.loads(pattern))))
for name, filters in classes.items():
    lines = [f"{name}{i}\t{name}\t{one}\n" for i, one in enumerate(filters)]
    (folder / f"lots_{name}.tsv").write_text("".join(lines))
