"""What the brief says of an outlook, in its sentences and tables."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from tests.report.fake_outlook import fake_numbers

from parley.outlook import Outlook
from parley.record.rows import Fact, Move, Record
from parley.report.compose import left_out_of
from parley.report.context import Background
from parley.report.front.front_page import bottom_line
from parley.report.outlook.assumptions import assumptions, basis, source_table, sources_of, stated
from parley.report.outlook.drivers import drivers, gain_from_waiting, posture
from parley.report.outlook.endings import durability, endings, gathered
from parley.report.outlook_printed import print_outlook
from parley.report.reading import Reading
from parley.report.wording import YARDSTICKS, Wording
from parley.scenario.quantities import Number
from parley.vocabulary import Act


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _reading(outlook: dict[str, Any]) -> Reading:
    return Reading(Outlook.read(outlook))


def _uk() -> Background:
    return Background(wording=Wording(yardstick="phia"))


def _said(outlook: dict[str, Any]) -> dict[str, str]:
    return {finding.about: _plain(finding.text) for finding in bottom_line(_reading(outlook))}


def _printed(outlook: dict[str, Any], width: int = 80) -> str:
    out = StringIO()
    print_outlook(Outlook.read(outlook), Console(file=out, width=width))
    return out.getvalue()


def test_the_invented_outlook_adds_up(outlook: dict[str, Any]) -> None:
    """The fixture's endings and still fighting sum to one at every date."""
    for t, still in enumerate(outlook["still_fighting"]):
        assert sum(path[t] for path in outlook["endings"].values()) + still == pytest.approx(1.0, abs=1e-12)


def test_the_bottom_line_says_the_probabilities_of_the_outlook(outlook: dict[str, Any]) -> None:
    """Words and figures follow the outlook's numbers, also when these change."""
    outlook["still_fighting"][-1] = 0.93
    outlook["endings"]["collapse:ukraine"][-1] = 0.21
    said = _said(outlook)
    assert said["Outlook"] == "It is very likely (93 %) that the war will go on beyond 30 September 2026."
    assert "a collapse of Ukraine 21 %" in said["Besides"]
    assert said["Beliefs"].endswith(
        "is given 12 % by Ukraine and 73 % by the United States. The analyst starts from 35 %."
    )


def test_the_likeliest_outcome_leads(outlook: dict[str, Any]) -> None:
    """Where hardly anything can still be going on at the horizon, the first line says how it ends; the
    next by when half of that chance has come."""
    (first, *_) = outlook["endings"]
    rounds = len(outlook["rounds"])
    outlook["still_fighting"] = [max(0.0, 1.0 - t / 20) for t in range(rounds)]
    outlook["endings"] = {first: [1.0 - at for at in outlook["still_fighting"]]}
    findings = bottom_line(_reading(outlook))
    assert findings[0].text.startswith(
        "It is almost certain (100\N{NO-BREAK SPACE}%) that the war will end in"
    )
    assert _plain(findings[1].text).startswith("Half of that chance falls before 28 May 2025.")


def test_parties_of_one_name_each_keep_their_figure(outlook: dict[str, Any]) -> None:
    """No figure of the waiting line is lost where two parties are called alike."""
    outlook["parties"] = dict.fromkeys(outlook["parties"], "Republic")
    outlook["gain_over_best"] = {"russia": [3.0] * 80, "ukraine": [2.0] * 80, "usa": [0.1] * 80}
    sentence = _said(outlook)["Waiting"]
    assert "3.0 points" in sentence and "2.0 points" in sentence


def test_a_collapse_may_have_a_name_of_its_own(outlook: dict[str, Any]) -> None:
    """What collapses is named as the case names it; only a party is said to collapse."""
    outlook["endings"]["collapse:the_garrison"] = outlook["endings"].pop("collapse:russia")
    outlook["endings"]["collapse:the_garrison"][-1] = 0.08
    assert "“the garrison” 8 %" in _said(outlook)["Besides"]
    outlook["endings"]["collapse:the_garrison"][-1] = 0.9
    outlook["still_fighting"][-1] = 0.01
    assert _said(outlook)["Outlook"] == (
        "It is very likely (90 %) that the war will end by 30 September 2026 in “the garrison”."
    )


def test_no_technical_word_is_on_the_first_screen(outlook: dict[str, Any]) -> None:
    """What a solver calls its own is left to the brief's last chapter."""
    text = _printed(outlook).lower()
    assert not [word for word in ("certificate", "residual", "regret", "equilibrium") if word in text]
    said = " ".join(finding.text.lower() for finding in bottom_line(_reading(outlook)))
    assert not [word for word in ("certificate", "residual", "regret", "logit") if word in said]


def test_no_outcome_is_expected_where_none_leads(outlook: dict[str, Any]) -> None:
    """Where nothing has even chances the headline says so before it names the likeliest."""
    outlook["still_fighting"][-1] = 0.40
    assert _said(outlook)["Outlook"].startswith(
        "No outcome is expected above the others. It is unlikely (40 %)"
    )


def test_one_yardstick_holds_for_the_whole_bottom_line(outlook: dict[str, Any]) -> None:
    """With the UK yardstick no word that only ICD 203 has is used."""
    outlook["still_fighting"][-1] = 0.85
    said = " ".join(finding.text for finding in bottom_line(_reading(outlook), _uk()))
    uk, us = ({band.word for band in YARDSTICKS[name].bands} for name in ("phia", "icd203"))
    assert "highly likely" in said
    assert not [word for word in us - uk if word in said]


def test_waiting_names_gainers_and_losers(outlook: dict[str, Any]) -> None:
    """Who gains by waiting and who loses is told apart, with its size in points."""
    outlook["gain_over_best"] = {"russia": [3.0] * 80, "ukraine": [-2.0] * 80, "usa": [0.1] * 80}
    assert _said(outlook)["Waiting"] == (
        "On 19 March 2025, where all would sign some package and against the best of these,"
        " waiting pays for Russia (3.0 points), waiting costs Ukraine (2.0 points),"
        " waiting is all one to the United States."
    )


def test_no_package_to_be_had_is_said_and_what_waiting_gains_is_drawn(outlook: dict[str, Any]) -> None:
    """Where no package would ever be taken the brief says so, and draws the gain over likely ones."""
    outlook["gain_over_best"] = {party: [None] * 80 for party in outlook["parties"]}
    assert _said(outlook)["Waiting"] == "At no date is there a package that the signatories would take."
    section = gain_from_waiting(_reading(outlook))
    assert section is not None and "At no date" in section.lead[0]
    assert [figure.id.startswith("gain-over-") for figure in section.figures] == [True] * 3
    assert "Gain from waiting on" in _printed(outlook)
    assert "none" in _printed(outlook)


def test_a_scenario_without_hidden_party_or_theatre_speaks_of_talks(outlook: dict[str, Any]) -> None:
    """With no theatre it is talks that go on, and without a hidden party nothing is said of beliefs."""
    outlook.update(tracks={}, beliefs={}, posture={}, hidden=None, dispositions={})
    for found in outlook["actions"].values():
        for paths in found.values():
            paths["by_disposition"] = {"only": paths["expected"]}
    said = _said(outlook)
    assert "the talks will" in said["Outlook"]
    assert "Beliefs" not in said
    assert [section.id for section in drivers(_reading(outlook))] == [
        "waiting",
        "breaking-even",
        "range",
        "actions",
    ]
    assert "Still talking" in _printed(outlook)


def test_many_packages_are_gathered_without_losing_any_probability(outlook: dict[str, Any]) -> None:
    """Beyond six settlements the rest are one, and all that is shown still sums to one."""
    share = outlook["endings"].pop("settlement:kremlin_terms")
    for k in range(20):
        outlook["endings"][f"settlement:pie_{k}"] = [p * (k + 1) / 210 for p in share]
    series = gathered(_reading(outlook))
    assert sum(name.startswith("Settlement") for name in series) == 5
    assert sum(path[-1] for path in series.values()) == pytest.approx(1.0, abs=1e-12)
    (figure,) = endings(_reading(outlook)).figures
    assert "Other settlements" in {row["name"] for row in figure.spec["datasets"]["rows"]}


def test_the_dates_shown_lie_ahead_and_end_at_the_horizon(outlook: dict[str, Any]) -> None:
    """Tables look a month, a quarter, half a year, a year and the horizon ahead; at a few rounds, at all."""
    reading = _reading(outlook)
    shown = [reading.dates[t] for t in reading.shown_rounds]
    assert shown == [
        date(2025, 4, 16),
        date(2025, 6, 18),
        date(2025, 9, 17),
        date(2026, 3, 18),
        date(2026, 9, 30),
    ]
    outlook["rounds"] = outlook["rounds"][:4]
    assert _reading(outlook).shown_rounds == (1, 2, 3)


def test_a_part_that_does_not_move_is_named_not_drawn(outlook: dict[str, Any]) -> None:
    """A lever that stays where it is has no chart, only a note."""
    section = posture(_reading(outlook))
    assert section is not None
    assert "posture-sanctions" not in {figure.id for figure in section.figures}
    assert section.notes == ("Does not move: Sanctions (kept).",)


def test_durability_is_shown_by_disposition(outlook: dict[str, Any]) -> None:
    """Packages stand in order of their probability, with durability under each disposition."""
    section = durability(_reading(outlook))
    assert section is not None
    (table,) = section.tables
    assert [_plain(str(cell)) for cell in table.rows[0]] == [
        "Frozen contact line",
        "12 %",
        "58 %",
        "74 %",
        "49 %",
    ]


def test_a_peace_that_nobody_can_break_has_no_durability_table(outlook: dict[str, Any]) -> None:
    """Where no package can be broken there is nothing to show."""
    for kept in outlook["durability"].values():
        kept["mean"] = 1.0
    assert durability(_reading(outlook)) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Number(1095.75, "p", "days"), "3 years"),
        (Number(30.0, "p", "days"), "30 days"),
        (Number(91.3125, "p", "days"), "3 months"),
        (Number(14.0, "p", "days"), "2 weeks"),
        (Number(0.25, "p", "chance", 7.0), "25 % per week"),
        (Number(-0.3, "p", "points", 30.4375), "\N{MINUS SIGN}0.3 points per month"),
        (Number(0.1, "p", "chance", 10.0), "10 % per 10 days"),
        (Number(0.4, "p", "1/points"), "0.4 per point"),
        (Number(1.5, "p", "times"), "1.5"),
    ],
)
def test_numbers_are_shown_in_their_own_units(number: Number, shown: str) -> None:
    """An assumption is shown as an analyst writes it, with the period it was stated for."""
    assert _plain(stated(number)) == shown


def test_assumptions_list_stated_numbers_and_count_defaults(outlook: dict[str, Any]) -> None:
    """Every stated number is a row under its party or part; defaults are counted."""
    numbers = fake_numbers()
    section = assumptions(_reading(outlook), numbers, {})
    assert sum(len(table.rows) for table in section.tables) == 14
    assert section.tables[0].caption == "Russia"
    assert basis(numbers) == (
        "The outlook rests on 14 stated numbers: 5 with a source in the record, 8 judged with a range,"
        " and 1 judged without one; 1 other keeps its default."
    )


def test_sources_are_rows_of_the_record() -> None:
    """A cited move or fact is shown in the record's words, with its source and how far it was checked."""
    move = Move("U1", date(2025, 3, 1), ("RUSGOV",), Act("OFFER"), source="A paper", paraphrase="An offer.")
    fact = Fact(
        "F1", "war", "losses", 1000, 1600, "per day", "2025-02", None, "A ministry", "a.org/x", "seen", ""
    )
    sources = sources_of(Record("c", (move,), (fact,)))
    table = source_table(["F1", "U1", "F1", "X9"], sources)
    assert table.row_ids == ("source-F1", "source-U1")
    assert table.rows[0][1] == "losses: 1000 to 1600 per day."
    assert table.rows[1] == ("U1", "An offer.", "A paper, 2025-03-01", "")


def test_the_printed_outlook_fits_eighty_columns(outlook: dict[str, Any]) -> None:
    """Every line fits 80 columns, and it has the bottom line, endings, waiting and the certificate."""
    lines = _printed(outlook).splitlines()
    assert max(map(len, lines)) <= 80
    text = " ".join(_printed(outlook, 200).split())
    for part in ("will go on beyond", "Still fighting", "gain from waiting", "Solved: Nobody could gain"):
        assert part in text


def test_regret_above_what_precision_allows_is_called_out(outlook: dict[str, Any]) -> None:
    """A certificate that does not hold names the party it fails for."""
    assert "within what precision allows" in " ".join(_printed(outlook).split())
    outlook["solver"]["regret"]["usa"]["points"] = 9.0
    assert "above what precision allows for United States" in " ".join(_printed(outlook).split())


def test_the_readme_s_own_gaps_are_found() -> None:
    """The README's section on what is left out is taken whole, with its subsections, and nothing after it."""
    readme = "# Case\n\n## What it leaves out\n\n- Oil.\n\n### At sea\n\n- Mines.\n\n## Results\n\nMany.\n"
    assert left_out_of(readme) == "- Oil.\n\n### At sea\n\n- Mines."
    assert left_out_of("# Case\n\nNothing.\n") == ""
