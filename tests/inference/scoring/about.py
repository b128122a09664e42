"""What the scores of these tests are about."""

from __future__ import annotations

from datetime import date

from parley.inference.scoring import ScoresHead

ABOUT = ScoresHead(
    case="small",
    title="a small war",
    version="0",
    input_hashes={},
    stated_on=date(2025, 1, 1),
    begins=date(2025, 1, 1),
    from_=date(2025, 1, 1),
    to=date(2025, 1, 28),
    parties={},
)
