"""Forecasts made at earlier dates against what was recorded: scores, skill, and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from parley.inference.scoring import Reliability, Row, Scored, Scores, Skill
from parley.languages import wordable, worded, written
from parley.report import phrases
from parley.report.context import Figure, Section, Table
from parley.report.inference.against_record import diagram, skills
from parley.report.inference.scored_answers import answer_tables, notes_on_answers, said_of_answers
from parley.report.outlook.certified import doubted
from parley.report.words import chance, count, day, listing, percent
from parley.scenario.parts import Scenario

_BASES = {"past_frequency": wordable("own past"), "nothing_changes": wordable("nothing changes")}
_RULES = {"brier": wordable("Brier score"), "log": wordable("Log score, in bits")}


def scoring(scores: Scores, scenario: Scenario) -> Section:
    """What the model said before each round against what came, and whether that beats knowing nothing."""
    rows = _rows(scores, scenario)
    drawn = scores.interval
    notes = [
        worded(
            "Skill is the part of a base rate's score that the model saves: 1 is perfect, 0 no better,"
            " below 0 worse. “Own past”: each party goes on as often as it did before. “Nothing changes”:"
            " each does what it did in the round before. A class in which nothing came is easily right, and"
            " says little."
        ),
        worded(
            "In brackets: what holds {percent} of {resamples} redrawings of the rounds.",
            percent=percent(drawn.confidence),
            resamples=written(drawn.resamples, ","),
        )
        if len(scores.rounds) >= drawn.least_rounds
        else worded(
            "No intervals are given: fewer than {least_rounds} rounds cannot be redrawn usefully.",
            least_rounds=drawn.least_rounds,
        ),
    ]
    notes += notes_on_answers(scores.answers)
    if scores.uncovered:
        notes.append(
            worded(
                "Counted as nothing, for no rule of the coding covers them: {list}.",
                list=listing(scores.uncovered),
            )
        )
    section = Section(
        id="scoring",
        title=worded("Were earlier forecasts any good?"),
        lead=_lead(scores, scenario),
        figures=(_reliability(scores), _skills(rows, scores)),
        tables=(
            *(_table(rows, rule) for rule in _RULES),
            *answer_tables(scores.answers, scenario, _measured),
        ),
        notes=tuple(notes),
    )
    return doubted(section, scores.certificate)


_Named = Sequence[tuple[str, Row]]


def _rows(scores: Scores, scenario: Scenario) -> _Named:
    """Each row of the tables with its name."""
    return (
        (worded("All actions"), scores.actions),
        *((scenario.parties[row.party or ""].name, row) for row in scores.by_party),
        *((worded(phrases.CLASSES[row.class_ or ""]), row) for row in scores.by_class),
        (worded("All endings"), scores.endings),
        *((worded(phrases.CLASSES[row.class_ or ""]), row) for row in scores.by_ending),
    )


def _lead(scores: Scores, scenario: Scenario) -> tuple[str, ...]:
    dates = scores.rounds
    last = scores.to
    lead = [
        worded(
            "Before each of {count} from {day} to {day2} the model said how probable it was that each party"
            " would act in each way, and that the war would end, knowing only what was on record the day"
            " before: {count2}, of which {happened} came to be answered with yes.",
            count=count(len(dates), "round"),
            day=day(dates[0]),
            day2=day(last),
            count2=count(scores.questions, "question"),
            happened=scores.happened,
        ),
        said_of_answers(scores.answers),
    ]
    if scores.few.rounds or scores.few.happened:
        lead.append(
            worded(
                "These are few observations ({count}, {happened} times that anything happened): a score may"
                " come out well or badly by luck, and no verdict on the model should rest on it.",
                count=count(len(dates), "round"),
                happened=scores.happened,
            )
        )
    stated = scores.stated_on
    if stated >= dates[0]:
        which = "all" if stated >= last else "some"
        lead.append(
            worded(
                "The scenario's numbers were stated as of {day}, when {which} of these rounds lay in the"
                " past. For those, the figures show how well the assumptions fit what had happened, which"
                " is not foresight.",
                day=day(stated),
                which=which,
            )
        )
    if ruled := sum(part.ruled_out for part in (scores.actions, scores.endings, scores.answers)):
        lead.append(
            worded(
                "Of what happened, {ruled} had been ruled out; its log score is infinite and printed as"
                " such. `parley weigh` says by what change the model would have allowed it.",
                ruled=ruled,
            )
        )
    return tuple(lead)


def _reliability(scores: Scores) -> Figure:
    found = scores.reliability
    return Figure(
        id="reliability",
        title=worded("Does what is said come as often as it is said?"),
        spec=diagram(found),
        alt=worded(
            "Reliability diagram: miscalibration {miscalibration}, discrimination {discrimination},"
            " uncertainty {uncertainty} of the Brier score.",
            miscalibration=written(found.miscalibration, ".4f"),
            discrimination=written(found.discrimination, ".4f"),
            uncertainty=written(found.uncertainty, ".4f"),
        ),
        caption=worded(
            "Above the dashed line things came more often than was said, below it less often. The grey band"
            " is what chance alone would show nine times in ten if every probability were right."
        ),
        table=_steps(found),
        small=True,
    )


def _steps(found: Reliability) -> Table:
    """The steps of the fitted line: from which to which probability said, how often it came."""
    columns = list(zip(found.said, found.times, found.came, strict=True))
    rows = []
    for came, step in groupby(columns, key=lambda column: float(column[2])):
        said, times = [list(values) for values in list(zip(*step, strict=True))[:2]]
        rows.append(
            (
                worded("{chance} to {chance2}", chance=chance(said[0]), chance2=chance(said[-1])),
                str(sum(times)),
                chance(came),
            )
        )
    return Table((worded("Said"), worded("Questions"), worded("Came")), tuple(rows), figures=(0, 1, 2))


def _skills(rows: _Named, scores: Scores) -> Figure:
    shown = {
        name: {worded(words): row.skill[base]["brier"] for base, words in _BASES.items()}
        for name, row in rows
        if row.happened or row is scores.actions or row is scores.endings
    }
    if scores.answers.questions:
        by_base = scores.answers.skill
        shown[worded("All answers")] = {
            worded(words): by_base[base]["brier"] for base, words in _BASES.items()
        }
    overall = scores.actions.skill
    told = listing(
        [
            worded(
                "{interval} against {words}", interval=_interval(overall[base]["brier"]), words=worded(words)
            )
            for base, words in _BASES.items()
        ]
    )
    return Figure(
        id="skill",
        title=worded("Skill against base rates, by Brier score"),
        spec=skills(shown, [worded(words) for words in _BASES.values()]),
        alt=worded("Dots with intervals by row; all actions: {told}.", told=told),
        caption=worded("Right of zero the model knew more than the base rate. Cut off at -1."),
        small=True,
    )


def _table(rows: _Named, rule: str) -> Table:
    against = tuple(worded("Skill against {words}", words=worded(words)) for words in _BASES.values())
    columns = (worded("Forecasts"), worded("Asked"), worded("Came"), worded("Model"), *against)
    body = tuple(
        (
            name,
            str(row.questions),
            str(row.happened),
            *_measured(row, rule),
        )
        for name, row in rows
    )
    return Table(columns, body, caption=worded(_RULES[rule]), figures=tuple(range(1, len(columns))))


def _measured(row: Scored, rule: str) -> tuple[str, ...]:
    """The model's score under a rule, and its skill against each base rate."""
    return (_score(row, rule), *(_interval(row.skill[base][rule]) for base in _BASES))


def _score(row: Scored, rule: str) -> str:
    value = row.scores["model"][rule]
    return "infinite" if value is None else f"{value:.3f}"


def _interval(found: Skill) -> str:
    if found.value is None:
        return "none"
    if found.low is None or found.high is None:
        return signed(found.value)
    return worded(
        "{signed} ({signed2} to {signed3})",
        signed=signed(found.value),
        signed2=signed(found.low),
        signed3=signed(found.high),
    )


def signed(value: float) -> str:
    """A figure with two decimals and a minus sign that is one."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")
