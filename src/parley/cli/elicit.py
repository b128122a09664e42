"""`parley elicit`: an interview that writes the scenario of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.legible import tell

if TYPE_CHECKING:
    from parley.eliciting.question import Question
    from parley.eliciting.sitting import Sitting


def command(
    case: Annotated[Path, typer.Argument(metavar="DIR", help="the folder of a case, new or begun")],
    expert: Annotated[
        str, typer.Option("--expert", help="who answers; several may, one after the other")
    ] = "analyst",
    revise: Annotated[
        list[str] | None,
        typer.Option(
            "--revise", metavar="ID", help="ask again what begins so, such as swing/ukraine; may repeat"
        ),
    ] = None,
    pool: Annotated[
        str,
        typer.Option(
            "--pool",
            metavar="HOW",
            help="how several experts are made into one: mean (if not given), median, or quantiles; is kept",
        ),
    ] = "",
    answers: Annotated[bool, typer.Option("--list", help="list what is answered, and stop")] = False,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="the day of the answers; today if not given")
    ] = "",
) -> None:
    """Answer questions about a negotiation, one by one, and get a scenario that checks and runs."""
    from datetime import date

    from parley.eliciting.contradictions import contradictions
    from parley.eliciting.pooling import Pooling
    from parley.eliciting.sitting import Sitting
    from parley.errors import UsageError
    from parley.record.as_of import read_day
    from parley.workbench.elicited import grid_in_words, write_elicited

    day = (read_day(on, "--on") if on else date.today()).isoformat()
    if pool and pool not in tuple(Pooling):
        raise UsageError(f"experts are pooled by {', '.join(Pooling)}, not by '{pool}'.")
    sitting = Sitting.begin(case, expert, day)
    if pool:
        sitting.pool(Pooling(pool))
    if answers:
        if not sitting.sheet.given:
            tell(f"nothing is answered yet in {case}")
        for question, row in sitting.sheet.given.items():
            for who, one in row.items():
                said = ", ".join(one.value) if isinstance(one.value, list) else one.value
                span = (
                    f" ({one.low:g} to {one.high:g})" if one.low is not None and one.high is not None else ""
                )
                tell(f"{question}: {said}{span}  [{who}, {one.on}]{'; ' + one.note if one.note else ''}")
        for question in sitting.sheet.given:
            if differ := sitting.sheet.differ(question):
                pooled, ends = sitting.sheet.number(question), sitting.sheet.spread(question) or (0.0, 0.0)
                tell(
                    f"experts differ on {question}: {differ}; {sitting.sheet.pooling} {pooled:g},"
                    f" range {ends[0]:g} to {ends[1]:g}"
                )
        for who, scored in sitting.sheet.scores.items():
            tell(
                f"{who} on questions with known answers: accuracy {scored.accuracy:.2g}, information "
                f"{scored.information:.2f}, weight {100 * scored.weight:.0f} %"
            )
        return
    for prefix in revise or ():
        sitting.revise(prefix)
    _interview(sitting)
    for prefix, text in contradictions(sitting.sheet):
        tell(
            f"contradiction: {text}; revise one of the two: parley elicit {case} --revise {prefix}", err=True
        )
    path = write_elicited(sitting)
    typer.echo(f"wrote {path}")
    if told := grid_in_words(path):
        typer.echo(told)
    _check(case)


def _interview(sitting: Sitting) -> None:
    """Ask until nothing is left to ask."""
    asked = 0
    while (question := sitting.question()) is not None:
        if asked == 0:
            tell(
                "A number may carry its range and what it rests on: 20 (15 to 30); talks of 18 March. Every"
                " answer is kept at once; stop with Ctrl-C and go on later."
            )
        said = _ask(question)
        try:
            against = sitting.answer(question, said)
        except ValueError as problem:
            tell(f"  {problem}")
            continue
        for text in against:
            tell(f"  Mind: {text}.")
        asked += 1


def _ask(question: Question) -> str:
    """Put a question in the terminal and return what is said."""
    import sys

    from prompt_toolkit import prompt
    from prompt_toolkit.completion import WordCompleter

    tell(f"\n{question.text}")
    if question.options:
        tell("  " + "  ".join(f"{n}) {option}" for n, option in enumerate(question.options, start=1)))
    if question.hint:
        tell(f"  ({question.hint})")
    mark = f"[{question.default}] > " if question.default else "> "
    completer = WordCompleter(list(question.options), sentence=True) if question.options else None
    try:
        return prompt(mark, completer=completer) if sys.stdin.isatty() else input(mark)
    except (EOFError, KeyboardInterrupt):
        tell("stopped; what is answered is kept, and the same command goes on", err=True)
        raise KeyboardInterrupt from None


def _check(case: Path) -> None:
    """Say whether the scenario that was written is sound, and what comes next."""
    from parley.case import open_case
    from parley.cli.advising import say_advice

    opened = open_case(case)
    tell(f"no faults; next: parley explain {case}, then parley run {case}")
    say_advice(opened.scenario)
