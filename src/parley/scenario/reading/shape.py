"""Hold data against a form, report every misfit, and carry on with what fits."""

from __future__ import annotations

import copy
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import ValidationError

from parley.files import Place, closest_name
from parley.scenario.reading.diagnostics import Diagnostics, meant
from parley.scenario.reading.form import Form
from parley.scenario.reading.saying import clipped, described

UNREADABLE = "unreadable"
MOST_ROUNDS = 40
WORD_OR = "<word or "

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "list_type": "a list",
    "none_required": "nothing",
}

F = TypeVar("F", bound=Form)


def shaped(
    diag: Diagnostics, form: type[F], raw: object, place: Place, stand_ins: dict[str, Any] | None = None
) -> F | None:
    """Return the form filled with what fits of the data, or None; report what does not fit.

    What does not fit is taken out and the rest held against the form again, so that one misfit hides
    no other. `stand_ins` fill keys the form cannot do without.
    """
    tree: dict[str, Any] = {"": raw}
    stood_in: set[Place] = set()
    for attempt in range(MOST_ROUNDS):
        try:
            return form.model_validate(tree[""])
        except ValidationError as problem:
            if attempt == 0:
                # What does not fit will be taken out, and the data belongs to whoever gave it.
                tree[""] = copy.deepcopy(raw)
            misfits = [_Misfit(error, tree[""]) for error in problem.errors(include_url=False)]
        for misfit in misfits:
            if not any(misfit.is_misspelt_as(other) for other in misfits):
                misfit.report(diag, place, form)
        if not isinstance(tree[""], dict):
            diag.broke(place)
            return None
        for misfit in sorted(misfits, key=lambda one: one.inside, reverse=True):
            at = _mended(tree, misfit, stood_in, stand_ins or {})
            diag.broke(place + at)
    return None


class _Misfit:
    """One thing pydantic found: where inside the data, of what kind, and with what context."""

    def __init__(self, error: Any, raw: object):
        self.kind: str = error["type"]
        self.input: object = error["input"]
        self.context: dict[str, Any] = dict(error.get("ctx") or {})
        self.at_key = "[key]" in error["loc"] or self.kind == "unknown-key"
        tags = [str(step) for step in error["loc"] if str(step).startswith(WORD_OR)]
        self.otherwise = f" or a {tags[-1].removeprefix(WORD_OR).rstrip('>')}" if tags else ""
        steps: list[str | int] = []
        self.missing = ""
        for step in error["loc"]:
            if (isinstance(raw, dict) and step in raw) or (isinstance(raw, list) and isinstance(step, int)):
                raw = raw[step]
            else:
                if self.kind == "missing-key":
                    self.missing = str(step)
                continue
            steps.append(step)
        self.inside: Place = tuple(steps)

    def is_misspelt_as(self, other: _Misfit) -> bool:
        """Tell whether the missing key is there after all, misspelt, as the unknown key of another misfit."""
        if not self.missing or other.kind != "unknown-key" or other.inside[:-1] != self.inside:
            return False
        return closest_name(str(other.inside[-1]), [self.missing]) is not None

    def report(self, diag: Diagnostics, place: Place, form: type[Form]) -> None:
        """Report the misfit in the words of the file."""
        here = place + self.inside
        if self.kind == "unknown-key":
            keys = self.context["keys"]
            word = str(self.inside[-1])
            expected = "one of " + ", ".join(keys)
            diag.fault(here, "unknown-key", expected, f"'{clipped(word)}'", meant(word, keys), at_key=True)
        elif self.kind == "missing-key":
            if not diag.is_broken((*here, self.missing)):
                holds = self.context.get("holds", "")
                expected = f"the key '{self.missing}'" + (f": {holds}" if holds else "")
                diag.fault(here, "missing-key", expected, "nothing", at_key=True)
        elif self.kind == "bad-name":
            expected = "a name: a letter, then letters, digits, _ or -"
            advice = _named_otherwise(self.input)
            diag.fault(here, "bad-name", expected, described(self.input), advice, at_key=self.at_key)
        elif self.kind == "literal_error":
            words = str(self.context.get("expected", "")).replace("'", "`") + self.otherwise
            diag.fault(
                here, "wrong-type", words, described(self.input), meant(str(self.input), words.split("`"))
            )
        else:
            expected = _EXPECTED.get(self.kind, "something else here")
            if expected in ("a mapping", "a list"):
                expected += _of_what(form, self.inside)
            quotable = expected == "text" and isinstance(self.input, bool | int | float)
            advice = "put it in quotes" if quotable else ""
            diag.fault(here, "wrong-type", expected, described(self.input), advice)


def _of_what(form: type[Form], inside: Place) -> str:
    """What a mapping or a list holds: the text beside the nearest key above a place."""
    said = ""
    here: Any = form
    for step in inside:
        if isinstance(here, type) and issubclass(here, Form) and step in here.model_fields:
            field = here.model_fields[str(step)]
            said = f" ({step}: {field.description})" if field.description else said
            here = field.annotation
        else:
            # A key of a mapping, or an item of a list: what they hold comes last.
            here = (get_args(here) or (None,))[-1]
        while get_args(here) and not isinstance(here, type) and get_origin(here) is Annotated:
            here = get_args(here)[0]
    return said


def _named_otherwise(given: object) -> str:
    """Advice on an id in another script, or with spaces: readers are shown the name, not the id."""
    if not isinstance(given, str) or (given.isascii() and " " not in given):
        return ""
    return f"keep an id in letters a to z and write what readers see beside it, as in name: {clipped(given)}"


def _mended(tree: dict[str, Any], misfit: _Misfit, stood_in: set[Place], stand_ins: dict[str, Any]) -> Place:
    """Take a misfit out of the tree, or let a stand-in fill a missing key; return the place that is broken.

    Where a word does not fit either, the mapping that lacks the key goes as a whole.
    """
    if misfit.missing and not misfit.inside:
        tree[""][misfit.missing] = stand_ins.get(misfit.missing)
        return (misfit.missing,)
    if misfit.missing and (*misfit.inside, misfit.missing) not in stood_in:
        parent = _at(tree, misfit.inside)
        if isinstance(parent, dict):
            parent[misfit.missing] = UNREADABLE
            stood_in.add((*misfit.inside, misfit.missing))
        return (*misfit.inside, misfit.missing)
    inside = misfit.inside[:-1] if misfit.inside in stood_in else misfit.inside
    _take_out(tree, inside)
    return inside


def _at(tree: dict[str, Any], inside: Place) -> Any:
    """Return what stands at a place of the tree, or None if it was taken out."""
    here: Any = tree[""]
    for step in inside:
        if isinstance(here, dict):
            here = here.get(str(step))
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
        else:
            return None
    return here


def _take_out(tree: dict[str, Any], inside: Place) -> None:
    """Remove what stands at a place; an item of a list becomes a stand-in word, so that places keep."""
    if not inside:
        return
    parent, last = _at(tree, inside[:-1]), inside[-1]
    if isinstance(parent, list) and isinstance(last, int):
        if parent[last] == UNREADABLE:
            _take_out(tree, inside[:-1])
        else:
            parent[last] = UNREADABLE
    elif isinstance(parent, dict):
        parent.pop(str(last), None)
