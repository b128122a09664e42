"""An outlook as labelled arrays: dates, endings, parties and plans are coordinates one selects by name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from parley.game import Floats
from parley.outlook import Outlook

if TYPE_CHECKING:
    import xarray as xr

STATISTICS = ("mean", "p10", "p50", "p90")


def dataset_of(outlook: Outlook) -> xr.Dataset:
    """The outlook as an `xarray.Dataset`.

    Dimensions: `date` (T + 1, the start of each round and the horizon), `round` (T, labelled by the day it
    starts), `ending`, `track`, `statistic`, `stance` (a setting of a lever, condition or accord), `holder`,
    `disposition` (a kind of any hidden side; `side` says which), `act`, `asked` (an act put to a party),
    `said`, `party` and `plan`. `belief` is nan where a party knows, `endings_given` and
    `still_fighting_given` are what comes of it if a side is of a kind; where nothing is hidden there is none
    of the three.
    """
    import xarray as xr

    days = np.array(outlook.rounds, dtype="datetime64[ns]")
    plans = tuple(outlook.plans)
    data: dict[str, tuple[tuple[str, ...], Floats]] = {
        "endings": (("ending", "date"), _rows(outlook.endings.values(), len(days))),
        "still_fighting": (("date",), np.array(outlook.still_fighting)),
        "tracks": (
            ("track", "statistic", "date"),
            np.array(
                [[getattr(one, name) for name in STATISTICS] for one in outlook.tracks.values()]
            ).reshape(len(outlook.tracks), len(STATISTICS), len(days)),
        ),
        "worth": (("party",), np.array([outlook.values[party].mean for party in outlook.parties])),
        "gain_over_best": (
            ("party", "round"),
            _rows(
                [_gaps(outlook.gain_over_best.get(p), len(days) - 1) for p in outlook.parties], len(days) - 1
            ),
        ),
        "gain_from_waiting": (("party", "plan", "round"), _waiting(outlook, plans)),
        "in_range": (
            ("plan", "round"),
            _rows(
                [_gaps(outlook.bargaining_range.plans.get(plan), len(days) - 1) for plan in plans],
                len(days) - 1,
            ),
        ),
        "range_empty": (("round",), np.array(outlook.bargaining_range.empty)),
        "durability": (
            ("plan",),
            np.array([outlook.durability[p].mean if p in outlook.durability else np.nan for p in plans]),
        ),
    }
    stances = [(part, setting) for part, settings in outlook.posture.items() for setting in settings]
    data["posture"] = (
        ("stance", "date"),
        _rows([outlook.posture[part][setting] for part, setting in stances], len(days)),
    )
    acts = [(party, action) for party, actions in outlook.actions.items() for action in actions]
    data["acts"] = (
        ("act", "round"),
        _rows([outlook.actions[party][action].expected for party, action in acts], len(days) - 1),
    )
    asked = [(party, action) for party, actions in outlook.answers.items() for action in actions]
    data["answers"] = (
        ("asked", "said"),
        np.array(
            [
                [getattr(outlook.answers[p][a], said) for said in ("accept", "refuse", "walk_out")]
                for p, a in asked
            ]
        ).reshape(len(asked), 3),
    )
    coords: dict[str, object] = {
        "date": days,
        "round": days[:-1],
        "ending": _names(outlook.endings),
        "track": _names(outlook.tracks),
        "statistic": list(STATISTICS),
        "party": _names(outlook.parties),
        "plan": _names(plans),
        "said": ["accept", "refuse", "walk_out"],
        **_pairs("stance", ("part", "setting"), stances),
        **_pairs("act", ("acting", "action"), acts),
        **_pairs("asked", ("answering", "put"), asked),
    }
    if outlook.given:
        kinds = {kind: side for side, one in outlook.sides.items() for kind in one.kinds}
        coords |= {"holder": _names(outlook.beliefs), "disposition": _names(kinds)}
        coords["side"] = ("disposition", _names(kinds.values()))
        data |= _hidden(outlook, tuple(kinds))
    said = {
        "endings": "probability reached by the date",
        "still_fighting": "probability that none is reached",
    }
    found = xr.Dataset(data, coords, _attributes(outlook))
    for name, text in said.items():
        found[name].attrs["long_name"] = text
    for name in ("worth", "gain_over_best", "gain_from_waiting"):
        found[name].attrs["units"] = "points"
    return found


def _hidden(outlook: Outlook, kinds: Sequence[str]) -> dict[str, tuple[tuple[str, ...], Floats]]:
    """What is believed of each kind, and how it ends if that is so."""
    length, given = len(outlook.rounds), outlook.given
    return {
        "belief": (
            ("holder", "disposition", "date"),
            np.array([[_gaps(of.get(kind), length) for kind in kinds] for of in outlook.beliefs.values()]),
        ),
        "endings_given": (
            ("disposition", "ending", "date"),
            np.array([[given[kind].endings[name] for name in outlook.endings] for kind in kinds]),
        ),
        "still_fighting_given": (
            ("disposition", "date"),
            np.array([given[kind].still_fighting for kind in kinds]),
        ),
    }


def _names(names: Iterable[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.str_]]:
    """Names as an array of texts, also where there are none."""
    return np.array([str(name) for name in names], dtype=np.str_)


def _rows(rows: Iterable[Sequence[float]], length: int) -> Floats:
    """Rows of equal length as an array, of shape [0, length] where there are none."""
    return np.array(list(rows), dtype=np.float64).reshape(-1, length)


def _gaps(path: Sequence[float | None] | None, length: int) -> list[float]:
    """A path with nan for its gaps; all gaps where there is none."""
    return [np.nan] * length if path is None else [np.nan if one is None else one for one in path]


def _waiting(outlook: Outlook, plans: Sequence[str]) -> Floats:
    length = len(outlook.rounds) - 1
    gains = [outlook.gain_from_waiting.get(party, {}) for party in outlook.parties]
    rows = [[_gaps(of[p].mean if p in of else None, length) for p in plans] for of in gains]
    return np.array(rows, dtype=np.float64).reshape(len(gains), len(plans), length)


def _pairs(name: str, parts: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    """The coordinates of an axis of pairs: one name for each, and its two parts beside it."""
    return {
        name: _names(" ".join(pair) for pair in pairs),
        parts[0]: (name, _names(one for one, _ in pairs)),
        parts[1]: (name, _names(other for _, other in pairs)),
    }


def _attributes(outlook: Outlook) -> dict[str, str]:
    """What the arrays are about, as texts that survive NetCDF."""
    return {
        "case": outlook.case,
        "title": outlook.title,
        "as_of": outlook.as_of.isoformat(),
        "parley_version": outlook.version,
        "input_hashes": json.dumps(dict(outlook.input_hashes), sort_keys=True),
    }
