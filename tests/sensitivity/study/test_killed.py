"""Studies whose process is killed, again and again, at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.sensitivity.study.dying import SHARD
from tests.sensitivity.study.studies import make, plan_of, shards_of

from parley.sensitivity.study.store import folder, open_to_read, stored_header

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
KILLS = 50
DRAWS = 1200


def _begin(place: Path, *die_at: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.sensitivity.study.dying", str(place), str(DRAWS), *map(str, die_at)]
    return subprocess.Popen(words, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)


def _one_life(place: Path, chance: random.Random, *, by_itself: bool) -> int:
    """Let a study run until it is killed; returns how many draws it had acknowledged by then."""
    told = 0
    with _begin(place, *([chance.randrange(1, 60)] if by_itself else [])) as process:
        assert process.stdout is not None
        if not by_itself:
            told = int(process.stdout.readline() or 0)
            time.sleep(chance.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
        for line in process.stdout:
            # The last line may have been cut off by the kill.
            if line.endswith("\n"):
                told = int(line)
    assert process.returncode == -signal.SIGKILL or told == DRAWS
    return told


@pytest.mark.slow
def test_fifty_kills_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each, every draw acknowledged so far can be read whole; the study ends as if never killed."""
    place, chance = tmp_path / "study", random.Random(7)
    known = 0
    for life in range(KILLS):
        known = max(known, _one_life(place, chance, by_itself=life % 2 == 0))
        if stored_header(place) is None:
            assert known == 0
            continue
        with open_to_read(place) as tables:
            figures = len(tables.header.rows)
            counts = tables.query("SELECT draw, count(*) FROM figures GROUP BY draw").rows
        assert len(counts) >= known
        assert {count for _, count in counts} <= {figures}
    assert 0 < known < DRAWS
    with _begin(place) as process:
        process.communicate()
    assert process.returncode == 0
    monkeypatch.setattr(folder, "SIZE", SHARD)
    make(tmp_path / "whole", plan_of(count=DRAWS))
    assert shards_of(place) == shards_of(tmp_path / "whole")
