"""A war of four rounds, with all that verbs ask for: sound, or with beliefs that do not follow from choices.

It is entry deterrence (Kreps and Wilson 1982). Where the incumbent never errs and the first entrant is
deterred even from an incumbent that yields, no belief after its entry agrees with what would follow.
"""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

SCENARIO = """\
title: Entry and reputation
as_of: 2025-01-04
round: 1 day
horizon: 4 rounds
belief_grid: {nodes: 41, limit: 2.4}
parties:
  incumbent:
    precision: 200
    dispositions: {tough: {weight: 0.1}, weak: {weight: 0.9}}
    values: {any: {thing: 0}}
  first: {precision: perfect, values: {any: {thing: -20}}}
  second: {precision: {value: 200, range: [150, 250], note: a guess}, values: {any: {thing: -20}}}
issues: {any: [thing]}
plans: {together: {any: thing}}
levers:
  entry_1: {holder: first, settings: [out, in], switch_cost: {out: 100, in: 0}}
  entry_2: {holder: second, settings: [out, in], switch_cost: {out: 100, in: 0}}
  answer_1:
    holder: incumbent
    settings: [yield, fight]
    switch_cost: {yield: 100, fight: 0}
    when: {entry_1: in, entry_2: out}
  answer_2:
    holder: incumbent
    settings: [yield, fight]
    switch_cost: {yield: 100, fight: 0}
    when: {entry_2: in}
table:
  floor: {alternate: [first, incumbent, second, incumbent]}
  settlement: {signatories: [first, second], proposers: []}
endings:
  horizon:
    first:
      yielded: {add: 0.5, when: {entry_1: in, answer_1: yield}}
      fought: {add: -0.5, when: {entry_1: in, answer_1: fight}}
    second:
      yielded: {add: 0.5, when: {entry_2: in, answer_2: yield}}
      fought: {add: -0.5, when: {entry_2: in, answer_2: fight}}
    incumbent:
      alone_1: {add: 4, when: {entry_1: out}}
      alone_2: {add: 4, when: {entry_2: out}}
      fought_1: {add: {tough: 1, weak: -1}, when: {entry_1: in, answer_1: fight}}
      fought_2: {add: {tough: 1, weak: -1}, when: {entry_2: in, answer_2: fight}}
what_if: {warmer: {changes: {endings.horizon.second.yielded.add: 0.6}, note: entry pays more}}
"""
CODING = """\
from: 2025-01-01
coder: ab
actors: {incumbent: [INCGOV], first: [FIRGOV], second: [SECGOV]}
rules: {}
moves: {M1: {counts_as: nothing, reason: it only speaks}}
"""
HEADS = (
    "id,date,date_end,precision,actor,voice,act,extent,polarity,target,affected,issue,option,conditionality,"
    "responds_to,repeat_of,cameo,plover,source,url,locator,verification,confidence,coder,paraphrase"
)
MOVES = f"""\
{HEADS}
M1,2025-01-03,,day,INCGOV,,DEMAND,,,FIRGOV,,entry,none,,,,,,Wire of 3 Jan,,,gk,M,ab,Nobody is to come in.
"""
THESES = 'T1: {says: It goes on., test: "still_fighting() >= 50 %"}\n'


def write_entry(folder: Path, *, sound: bool) -> Path:
    """Write the case into a folder; `sound`, its beliefs follow from choices everywhere."""
    yaml = YAML()
    said = yaml.load(SCENARIO)
    if not sound:
        said["parties"]["incumbent"]["precision"] = "perfect"
        said["endings"]["horizon"]["first"]["yielded"]["add"] = -0.1
    folder.mkdir(parents=True)
    with (folder / "scenario.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(said, file)
    for name, text in {"coding.yaml": CODING, "moves.csv": MOVES, "theses.yaml": THESES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
