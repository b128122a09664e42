"""Write numbers, numbers by disposition and sums of terms as the grammar has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from parley.scenario.quantities.number_words import figure_words, number_words
from parley.scenario.quantities.stated import Number, Quantity, Term, Terms, When

DEFAULT = "default"


@dataclass(frozen=True)
class Pen:
    """What the writing of amounts needs to know: the length of a round in days, the kinds of hidden sides."""

    round_days: float
    sides: Mapping[str, tuple[str, ...]]

    def number(self, number: Number) -> Any:
        """Write a number, in the long form if more is known of it."""
        words = number_words(number, self.round_days)
        plain = number.low is None and number.spread == "uniform" and number.said is None
        if plain and not number.sources and not number.note:
            return words
        long: dict[str, Any] = {"value": words}
        if number.low is not None and number.high is not None:
            ends = [figure_words(end, number, self.round_days) for end in (number.low, number.high)]
            long["range"] = flow_list(ends)
        if number.spread != "uniform":
            long["spread"] = number.spread
        if number.sources:
            long["sources"] = flow_list(list(number.sources))
        if number.said is not None:
            long["basis"] = number.said.value
        if number.note:
            long["note"] = number.note
        return flow_map(long)

    def quantity(self, quantity: Quantity) -> Any:
        """Write a number, or one for each disposition."""
        if len(quantity.numbers) == 1:
            return self.number(quantity.numbers[0])
        before = f"{quantity.side}." if quantity.named else ""
        kinds = self.sides[quantity.side]
        return flow_map(
            {f"{before}{name}": self.number(one) for name, one in zip(kinds, quantity.numbers, strict=True)}
        )

    def terms(self, terms: Terms, path: str) -> Any:
        """Write a sum: bare if it is one number stated at the path itself, else by named terms."""
        if len(terms) == 1 and terms[0].name == "base" and self._path(terms[0]) in (path, f"{path}.add"):
            return self._term(terms[0])
        return block_map({term.name: self._term(term) for term in terms})

    def _term(self, term: Term) -> Any:
        amount = self.quantity(term.amount)
        if not self._path(term).endswith(".add"):
            return amount
        form: dict[str, Any] = {"add": amount}
        if not term.when.always:
            form["when"] = when_form(term.when)
        if term.for_each:
            stated = {
                "track": term.for_each.track,
                "above": term.for_each.above,
                "below": term.for_each.below,
            }
            form["for_each"] = flow_map({key: value for key, value in stated.items() if value is not None})
        if term.starts:
            form["from"] = term.starts
        if term.ends:
            form["until"] = term.ends
        return flow_map(form)

    def _path(self, term: Term) -> str:
        path = term.amount.numbers[0].path
        if len(term.amount.numbers) == 1:
            return path
        above = path.rpartition(".")[0]
        return above.removesuffix(f".{term.amount.side}") if term.amount.named else above


def when_form(when: When) -> Any:
    """Write the clauses of a `when`."""
    form: dict[str, Any] = {
        name: settings[0] if len(settings) == 1 else flow_list(list(settings))
        for name, settings in when.posture.items()
    }
    for track, (low, high) in when.levels.items():
        form[track] = flow_map({"at": low} if low == high else {"at_least": low, "at_most": high})
    for track, among in when.among.items():
        form[track] = flow_map({"at": flow_list(list(among))})
    return flow_map(form)


def is_default(part: Number | Quantity | Terms | None) -> bool:
    """Tell whether nothing of an amount was stated in the file."""
    if part is None:
        return False
    if isinstance(part, Number):
        return not part.stated
    if isinstance(part, Quantity):
        return all(not number.stated for number in part.numbers)
    return bool(part) and all(is_default(term.amount) for term in part)


def flow_map(entries: Mapping[str, Any]) -> CommentedMap:
    """Make a mapping that is written on one line."""
    made = CommentedMap(entries)
    made.fa.set_flow_style()
    return made


def flow_list(items: list[Any]) -> CommentedSeq:
    """Make a list that is written on one line."""
    made = CommentedSeq(items)
    made.fa.set_flow_style()
    return made


def block_map(entries: Mapping[str, Any], defaults: tuple[str, ...] = ()) -> CommentedMap:
    """Make a mapping that is written a line a key, with a comment at keys nobody stated."""
    if not entries:
        return flow_map({})
    made = CommentedMap(entries)
    for key in defaults:
        made.yaml_add_eol_comment(DEFAULT, key)
    return made


Amounts = Mapping[str, Number | Quantity | Terms | None]


def numbers_map(pen: Pen, numbers: Mapping[str, Quantity]) -> Any:
    """Write amounts by name."""
    return block_map({name: pen.quantity(one) for name, one in numbers.items()}, defaulted(numbers))


def worth_map(pen: Pen, worth: Mapping[str, Terms], path: str) -> Any:
    """Write sums by party."""
    form = {party: pen.terms(terms, f"{path}.{party}") for party, terms in worth.items()}
    return block_map(form, defaulted(worth))


def defaulted(amounts: Amounts) -> tuple[str, ...]:
    """Return the keys under which nothing was stated."""
    return tuple(key for key, amount in amounts.items() if is_default(amount))


def with_when(form: dict[str, Any], when: When) -> dict[str, Any]:
    """Add the clauses of a `when` to a form, where there are any."""
    if not when.always:
        form["when"] = when_form(when)
    return form
