"""Read graph.yaml: every fault at once, or a checked graph model."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from parley.errors import CaseError, Fault
from parley.files import Document, Folder, Place, TextFile, as_folder, compose_yaml
from parley.graph.model.conflict import (
    Conflict,
    DecisionMaker,
    Lock,
    Perception,
    merged_moves,
    moves_in_options,
)
from parley.graph.model.preference import NO_STRENGTH, Preference
from parley.graph.model.reach import Blocks, blocks_of_lists
from parley.graph.model.states import Flags, Option, Rule, States, feasible_masks, merge, state_numbers
from parley.graph.stating.beside import ALONE, Beside, check_links, check_sources
from parley.graph.stating.formula import WORDS, StatementError, ruled_out
from parley.graph.stating.graph_forms import GraphForm, MakerForm, PreferenceForm
from parley.graph.stating.orderings import MUCH, REST, Orderings
from parley.graph.stating.statebook import StateBook
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.saying import described
from parley.scenario.reading.shape import shaped

GRAPH_FILE = "graph.yaml"
LARGEST_GRAPH = 1_000_000
STAND_INS: dict[str, Any] = {"title": "", "decision_makers": {}}
TAKEN_WORDS = (*WORDS, MUCH, REST)
NOBODY = Preference(np.zeros(0, dtype=np.int64), NO_STRENGTH)


def read_graph(folder: Path | Folder, beside: Beside = ALONE) -> Conflict:
    """Read a case's graph model; raise CaseError with its faults, TooLargeError for too many states."""
    conflict, faults = graph_with_faults(folder, beside)
    if faults or conflict is None:
        raise CaseError(faults)
    return conflict


def graph_with_faults(place: Path | Folder, beside: Beside = ALONE) -> tuple[Conflict | None, list[Fault]]:
    """Read a case's graph model as far as it can be read, and list its faults instead of raising them."""
    try:
        document = as_folder(place).document(GRAPH_FILE, LARGEST_GRAPH)
    except CaseError as problem:
        return None, problem.faults
    return read_graph_document(document, beside)


def read_graph_text(text: str) -> Conflict:
    """Read a graph model from its text; raise CaseError with all its faults."""
    conflict, faults = read_graph_document(compose_yaml(TextFile(Path(GRAPH_FILE), text, "")))
    if faults or conflict is None:
        raise CaseError(faults)
    return conflict


def read_graph_document(document: Document, beside: Beside = ALONE) -> tuple[Conflict | None, list[Fault]]:
    """Read the graph model a document holds; it may be used only if there are no faults."""
    diagnostics = Diagnostics(document)
    conflict = None
    if not isinstance(document.data, dict):
        got = "an empty file" if document.data is None else described(document.data)
        diagnostics.fault((), "wrong-type", "a mapping with title, decision_makers and so on", got)
    else:
        form = shaped(diagnostics, GraphForm, document.data, (), STAND_INS)
        if form is not None:
            conflict = _Reading(diagnostics, form, beside).result()
    faults = [*document.faults, *(fault for _, fault in diagnostics.faults)]
    return (None if faults else conflict), list(dict.fromkeys(faults))


class _Reading:
    """One pass over a form: options, states, moves, preferences, each before what needs it."""

    def __init__(self, diagnostics: Diagnostics, form: GraphForm, beside: Beside):
        self.diagnostics, self.form, self.beside = diagnostics, form, beside
        self.makers = list(form.decision_makers)
        self.as_of: date | None = None

    def result(self) -> Conflict | None:
        """The graph model; None where it cannot be made."""
        self.as_of = self._day()
        self._check_makers()
        options = self._options()
        with_moves = [name for name, maker in self.form.decision_makers.items() if maker.moves is not None]
        if with_moves and options:
            expected = "either options or moves between named states"
            place = ("decision_makers", with_moves[0], "moves")
            self.diagnostics.fault(
                place, "two-forms", expected, "both", "see docs/reference/graph.md", at_key=True
            )
            return None
        if not options and not (with_moves or self.form.states):
            if not self.diagnostics.faults:
                expected = "options of some decision maker, or states and moves"
                self.diagnostics.fault(("decision_makers",), "missing-key", expected, "neither", at_key=True)
            return None
        book, blocks, locks = self._option_form(options) if options else self._graph_form()
        if book is None or self._states_unsure():
            return None
        return self._assembled(book, blocks, locks)

    def _states_unsure(self) -> bool:
        """Whether a fault may have changed which states there are, and so what any word for one means."""
        sections = ("infeasible", "merged", "states")
        faulty = any(place[:1] == (name,) for place, _ in self.diagnostics.faults for name in sections)
        options = any(place[2:3] == ("options",) for place, _ in self.diagnostics.faults)
        return faulty or options or any(place[2:3] == ("options",) for place in self.diagnostics.broken)

    def _day(self) -> date | None:
        if self.form.as_of is None:
            return None
        try:
            return date.fromisoformat(str(self.form.as_of))
        except ValueError:
            got = described(self.form.as_of)
            self.diagnostics.fault(("as_of",), "bad-date", "a day such as 2025-02-12", got)
            return None

    def _check_makers(self) -> None:
        if not self.makers and not self.diagnostics.is_broken(("decision_makers",)):
            self.diagnostics.fault(("decision_makers",), "missing-key", "at least one decision maker", "none")

    def _options(self) -> tuple[Option, ...]:
        found: dict[str, Option] = {}
        for owner, (name, maker) in enumerate(self.form.decision_makers.items()):
            for word, option in (maker.options or {}).items():
                place = ("decision_makers", name, "options", word)
                if word in found:
                    got = f"'{word}', which {self.makers[found[word].owner]} has too"
                    expected = "each option with one decision maker"
                    self.diagnostics.fault(
                        place, "duplicate-name", expected, got, "call one of them otherwise", at_key=True
                    )
                if word in TAKEN_WORDS or word.isdecimal():
                    self.diagnostics.fault(
                        place, "bad-name", "a name that is no word of statements", f"'{word}'", at_key=True
                    )
                found.setdefault(word, Option(word, option.name or title_of(word), owner))
        return tuple(found.values())

    def _option_form(
        self, options: tuple[Option, ...]
    ) -> tuple[StateBook | None, tuple[Blocks, ...], tuple[Lock, ...]]:
        numbers = {option.id: at for at, option in enumerate(options)}
        rules: list[Rule] = []
        for index, text in enumerate(self.form.infeasible or ()):
            try:
                rules += ruled_out(text, numbers)
            except StatementError as problem:
                self._say(("infeasible", index), problem)
        if self.diagnostics.faults and len(options) > 20:
            # What is wrong in a rule may be what keeps the states few.
            return None, (), ()
        full = feasible_masks(len(options), rules)
        if not len(full):
            expected = "at least one joint choice that is feasible"
            got = f"none of {2 ** len(options):,}: each is ruled out"
            self.diagnostics.fault(
                ("infeasible",),
                "no-feasible-state",
                expected,
                got,
                "drop a rule that says too much",
                at_key=True,
            )
            return None, (), ()
        bare = StateBook(States(options, full), full, np.arange(len(full)), numbers)
        classes = []
        for name, merged in (self.form.merged or {}).items():
            flags = self._choices(bare, merged.is_ or "", ("merged", name))
            if flags is not None and not flags.any():
                self.diagnostics.fault(
                    ("merged", name), "state-unclear", "something feasible to merge", "nothing", at_key=True
                )
            elif flags is not None:
                classes.append((name, merged.name or title_of(name), flags))
        kept, merged_states = merge(full, classes)
        states = States(options, kept, merged_states)
        state_of = state_numbers(full, states)
        names = {one.id: states.plain + at for at, one in enumerate(merged_states)}
        book = self._named(StateBook(states, full, state_of, numbers, names))
        locks = self._locks(book)
        blocks = moves_in_options(full, tuple(one.owner for one in options), len(self.makers), locks)
        if merged_states:
            blocks = merged_moves(full, blocks, kept, merged_states)
        return book, blocks, locks

    def _named(self, book: StateBook) -> StateBook:
        """The book with the names that `states` gives to some of its states."""
        names, shown = dict(book.names), {}
        for name, form in (self.form.states or {}).items():
            place: Place = ("states", name)
            if name in names or name in book.options:
                self.diagnostics.fault(
                    place, "duplicate-name", "a name nothing else has", f"'{name}'", at_key=True
                )
                continue
            try:
                state = book.state(form.is_ or "")
            except StatementError as problem:
                self._say(place, problem)
                continue
            names[name] = state
            shown[state] = form.name or title_of(name)
        states = States(book.states.options, book.states.masks, book.states.merged, named=shown)
        return StateBook(states, book.full, book.state_of, book.options, names)

    def _locks(self, book: StateBook) -> tuple[Lock, ...]:
        found = []
        for name, maker in self.form.decision_makers.items():
            for word, option in (maker.options or {}).items():
                if option.one_way is None or word not in book.options:
                    continue
                where: Flags | tuple[bool, ...] = ()
                if option.one_way.while_ is not None:
                    place = ("decision_makers", name, "options", word, "one_way", "while")
                    held = self._choices(book, option.one_way.while_, place)
                    if held is None:
                        continue
                    where = held
                found.append(Lock(book.options[word], option.one_way.way, where))
        return tuple(found)

    def _choices(self, book: StateBook, text: str, place: Place) -> Flags | None:
        try:
            return book.choices(text)
        except StatementError as problem:
            self._say(place, problem)
            return None

    def _graph_form(self) -> tuple[StateBook | None, tuple[Blocks, ...], tuple[Lock, ...]]:
        stated = self.form.states
        if not stated:
            if not self.diagnostics.is_broken(("states",)):
                expected = "the states that moves lead between"
                self.diagnostics.fault(("states",), "missing-key", expected, "none", at_key=True)
            return None, (), ()
        for section in ("infeasible", "merged"):
            if getattr(self.form, section):
                expected = f"'{section}' only where there are options"
                self.diagnostics.fault(
                    (section,), "two-forms", expected, "it beside named states", at_key=True
                )
        names = {name: at for at, name in enumerate(stated)}
        for name in names:
            if name in TAKEN_WORDS:
                self.diagnostics.fault(
                    ("states", name), "bad-name", "a name that is no word of statements", f"'{name}'"
                )
        titles = tuple(form.name or form.is_ or title_of(name) for name, form in stated.items())
        states = States((), np.zeros(0, dtype=np.uint64), given=titles)
        book = StateBook(states, states.masks, np.arange(len(names)), {}, names)
        blocks = []
        for maker_name, maker in self.form.decision_makers.items():
            blocks.append(blocks_of_lists(len(names), self._arcs(book, maker_name, maker)))
        return book, tuple(blocks), ()

    def _arcs(self, book: StateBook, maker_name: str, maker: MakerForm) -> dict[int, list[int]]:
        arcs: dict[int, list[int]] = {}
        place = ("decision_makers", maker_name, "moves")
        for start, ends in (maker.moves or {}).items():
            source = self._state(book, start, (*place, start), at_key=True)
            for index, end in enumerate(ends):
                here: Place = (*place, start, index)
                target = self._state(
                    book, end, here if here in self.diagnostics.document.values else here[:-1]
                )
                if source is not None and source == target:
                    self.diagnostics.fault(here, "state-unclear", "another state", f"'{end}' itself")
                elif source is not None and target is not None:
                    arcs.setdefault(source, []).append(target)
        return arcs

    def _state(self, book: StateBook, word: str, place: Place, at_key: bool = False) -> int | None:
        try:
            return book.state(word)
        except StatementError as problem:
            self.diagnostics.fault(
                place, problem.slug, problem.expected, problem.got, problem.advice, at_key=at_key
            )
            return None

    def _assembled(self, book: StateBook, blocks: tuple[Blocks, ...], locks: tuple[Lock, ...]) -> Conflict:
        orderings = Orderings(self.diagnostics, book)
        makers = []
        for name, maker in self.form.decision_makers.items():
            place: Place = ("decision_makers", name, "preferences")
            preference = None
            if not self.diagnostics.is_broken(place):
                preference = orderings.read(maker.preferences, place)
                self._cited(maker.preferences, place)
            makers.append(DecisionMaker(name, maker.name or title_of(name), preference or NOBODY))
        check_links(self.diagnostics, self.form, self.beside)
        quo = None
        if self.form.status_quo is not None:
            quo = self._state(book, self.form.status_quo, ("status_quo",))
        return Conflict(
            title=self.form.title,
            makers=tuple(makers),
            states=book.states,
            blocks=blocks,
            status_quo=quo,
            asked=self._coalitions(),
            perceptions=self._perceptions(book, orderings),
            locks=locks,
            note=self.form.note or "",
            as_of=self.as_of,
            names=book.names,
            links={
                book.names[name]: dict(form.in_scenario)
                for name, form in (self.form.states or {}).items()
                if form.in_scenario and name in book.names
            },
        )

    def _coalitions(self) -> tuple[frozenset[int], ...]:
        raw = self.form.coalitions
        if raw is None or raw == "all":
            return ()
        if not isinstance(raw, list) or not all(isinstance(one, list) for one in raw):
            expected = "`all`, or a list of lists of decision makers"
            self.diagnostics.fault(("coalitions",), "wrong-type", expected, described(raw))
            return ()
        found = []
        for index, members in enumerate(raw):
            for inner, word in enumerate(members):
                self.diagnostics.resolve(
                    str(word), self.makers, ("coalitions", index, inner), "a decision maker"
                )
            found.append(frozenset(self.makers.index(str(one)) for one in members if str(one) in self.makers))
            if not members:
                self.diagnostics.fault(
                    ("coalitions", index), "missing-key", "at least one decision maker", "an empty list"
                )
        return tuple(dict.fromkeys(found))

    def _perceptions(self, book: StateBook, orderings: Orderings) -> dict[int, Perception]:
        found: dict[int, Perception] = {}
        for name, form in (self.form.perception or {}).items():
            place: Place = ("perception", name)
            self.diagnostics.resolve(name, self.makers, place, "a decision maker", at_key=True)
            unseen = np.zeros(book.states.count, dtype=np.bool_)
            for index, word in enumerate(form.unseen or ()):
                here: Place = (*place, "unseen", index)
                try:
                    unseen[book.several(word)] = True
                except StatementError as problem:
                    self._say(here if here in self.diagnostics.document.values else here[:-1], problem)
            if unseen.all():
                self.diagnostics.fault(
                    (*place, "unseen"), "no-feasible-state", "a state that is seen", "none"
                )
            ascribed: dict[int, Preference] = {}
            for other, preference in (form.ascribes or {}).items():
                here = (*place, "ascribes", other)
                self.diagnostics.resolve(other, self.makers, here, "a decision maker", at_key=True)
                read = orderings.read(preference, here)
                self._cited(preference, here)
                if read is not None and other in self.makers:
                    ascribed[self.makers.index(other)] = read
            if name in self.makers:
                found[self.makers.index(name)] = Perception(unseen, ascribed)
        return found

    def _cited(self, form: PreferenceForm, place: Place) -> None:
        check_sources(self.diagnostics, form.sources or [], (*place, "sources"), self.beside, self.as_of)

    def _say(self, place: Place, problem: StatementError) -> None:
        self.diagnostics.fault(place, problem.slug, problem.expected, problem.got, problem.advice)
