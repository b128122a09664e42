"""The pages of the reference that are made from the code: every command, and everything a notebook calls.

Run `python docs/generate.py` after a change of either; a test compares the pages with what it would write.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parent / "reference"
MADE = "Made by `python docs/generate.py`; do not edit."


def commands_page() -> str:
    """Every command of the shell with its arguments and options, as Markdown."""
    from typer.main import get_command

    from parley.cli.main import app

    lines = ["# Commands", "", f"{MADE} `parley COMMAND --help` says the same.", ""]
    shell: Any = get_command(app)
    for path, command in _leaves("parley", shell):
        lines += [f"## {path}", "", _sentence(command.help or ""), ""]
        rows = [row for row in map(_parameter, command.params) if row]
        if rows:
            lines += ["| argument or option | what it does | if not given |", "|---|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _leaves(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """The commands that do something, by the words that call them, in the order of the help."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, one in inner.items():
        yield from _leaves(f"{path} {name}", one)


def _parameter(one: Any) -> str:
    """The row of one argument or option; empty for what every command has."""
    if one.name == "help":
        return ""
    is_option = one.opts[0].startswith("-")
    value = "" if getattr(one, "is_flag", False) else one.metavar or one.opts[0].strip("-").upper()
    name = " ".join((", ".join(one.opts), value)).strip() if is_option else one.metavar or one.name.upper()
    default = one.default
    if one.required:
        said = "needed"
    elif default in (None, "", (), False) or callable(default):
        said = ""
    else:
        said = f"`{default}`"
    help_ = " ".join((getattr(one, "help", "") or "").split())
    return f"| `{name}` | {_cell(help_)} | {said} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")


def _sentence(text: str) -> str:
    return " ".join(text.split())


def api_page() -> str:
    """Everything `parley.workbench` holds, with its signature and what it says of itself, as Markdown."""
    from parley import workbench

    lines = [
        "# The workbench, for notebooks and programs",
        "",
        MADE,
        "",
        "Every verb of the command line is a function of `parley.workbench`: it takes the name or the folder",
        "of a case, or a case that is open, and gives a result. Shells only parse and print.",
        "",
        "```python",
        "from parley import workbench",
        "",
        'case = workbench.open_case("ukraine-2025")  # read and checked once',
        "result = workbench.run(case)",
        'again = workbench.run(case, {"parties.usa.precision": 0.5})  # nothing is read again',
        "```",
        "",
    ]
    held = {name: getattr(workbench, name) for name in sorted(workbench.__all__)}
    lines += ["## Verbs", ""]
    for name, thing in held.items():
        if inspect.isfunction(thing):
            lines += [f"### {name}", "", *_code(_signature(name, thing)), *_said(thing), ""]
    lines += ["## What they take and give", ""]
    for name, thing in held.items():
        if inspect.isclass(thing):
            lines += [f"### {name}", "", *_said(thing), "", *_attributes(thing)]
    return "\n".join(lines).rstrip() + "\n"


def http_page() -> str:
    """Every address the workbench in the browser answers to, with what it takes."""
    from fastapi import FastAPI

    from parley.web.app import ROOMS

    inner = FastAPI(title="Parley")
    for room in ROOMS:
        inner.include_router(room.router)
    described = inner.openapi()
    lines = [
        "# HTTP, of the workbench in the browser",
        "",
        MADE,
        "",
        "*For whoever scripts the browser's server.* What the pages of `parley serve` use, and what a",
        "script on the same machine may use as well. Addresses under `/api/` answer with JSON, the others",
        "with pages. Every request needs the cookie that the door gives for a key; every change (POST)",
        "needs the header `Origin` of the server and the token of the session, which each page carries",
        '(`<meta name="parley-token">`), as the field `token` or the header `X-Parley-Token`. Changes to a',
        "scenario that are in force stand in the address: `set=PATH=VALUE` once for each, `if=NAME` for a",
        "what-if of the scenario. What is refused comes with a sentence in `problem` and a status: 400",
        "misstated, 401 not let in, 403 from elsewhere or without the token, 404 not there, 409 changed",
        'meanwhile, 413 too large, 421 another name, 422 faults. An answer `{"stale": true}` means that the',
        "same session has asked for something newer.",
        "",
        "| address | method | takes | what it is |",
        "|---|---|---|---|",
    ]
    for path, methods in sorted(described["paths"].items()):
        for method, one in methods.items():
            takes = [p["name"] for p in one.get("parameters", ()) if p["in"] == "query"]
            takes += _form_fields(described, one)
            said = _cell(_sentence(one.get("description", "")))
            lines.append(f"| `{path}` | {method.upper()} | {', '.join(f'`{n}`' for n in takes)} | {said} |")
    return "\n".join(lines) + "\n"


def _form_fields(described: dict[str, Any], one: dict[str, Any]) -> list[str]:
    """The fields of a form, by the name of its schema."""
    found = []
    for content in one.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        found += list(described["components"]["schemas"].get(name, {}).get("properties", {}))
    return found


def python_page() -> str:
    """Everything `import parley` gives a notebook: functions first, then what they give, with its methods."""
    import parley

    lines = [
        "# Python, for notebooks",
        "",
        MADE,
        "",
        "*For scholars who script Parley.* `import parley` is light; what a notebook works with is loaded",
        "when it is first asked for, and needs the extra `notebook`. Names stay; one that is given up keeps",
        "working for a minor version at least and warns.",
        "[How to work in a notebook](../how-to/work-in-a-notebook.md) shows it in use; every verb of the",
        "shell is a function of [parley.workbench](workbench.md) besides.",
        "",
    ]
    held = {name: getattr(parley, name) for name in sorted(parley.__all__) if not name.startswith("_")}
    for name, thing in held.items():
        if inspect.isfunction(thing):
            lines += [f"## parley.{name}", "", *_code(_signature(name, thing)), *_said(thing), ""]
    for name, thing in held.items():
        if inspect.isclass(thing):
            lines += [f"## {name}", "", *_said(thing), "", *_methods(thing)]
    return "\n".join(lines).rstrip() + "\n"


def _methods(kind: type) -> list[str]:
    """The attributes of a class, then each method of its own with its signature and its docstring."""
    lines = ["| attribute | what it holds |", "|---|---|"]
    called = []
    for name, value in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(value, property):
            lines.append(f"| `{name}` | {_cell(_sentence(inspect.getdoc(value) or ''))} |")
        elif isinstance(value, cached_property):
            lines.append(f"| `{name}` | {_cell(_sentence(inspect.getdoc(value.func) or ''))} |")
        elif inspect.isfunction(value):
            called += [f"### {kind.__name__}.{name}", "", *_code(_signature(name, value)), *_said(value), ""]
    return [*lines, "", *called]


def _code(text: str) -> list[str]:
    return ["```python", text, "```", ""]


def _signature(name: str, function: Callable[..., Any]) -> str:
    """The signature, one parameter a line where it is long."""
    signature = inspect.signature(function)
    parameters = [_stated(one) for one in signature.parameters.values()]
    if any(p.kind is p.KEYWORD_ONLY for p in signature.parameters.values()):
        first = next(i for i, p in enumerate(signature.parameters.values()) if p.kind is p.KEYWORD_ONLY)
        parameters.insert(first, "*")
    gives = f" -> {signature.return_annotation}"
    whole = f"{name}({', '.join(parameters)}){gives}"
    return whole if len(whole) <= 100 else f"{name}(\n    " + ",\n    ".join(parameters) + f",\n){gives}"


def _stated(one: inspect.Parameter) -> str:
    kind = "" if one.annotation is one.empty else f": {one.annotation}"
    if one.default is one.empty:
        return f"{one.name}{kind}"
    # What is no plain value is named by what it stands for: addresses differ from run to run.
    plain = isinstance(one.default, str | int | float | bool | tuple | dict | type(None))
    return f"{one.name}{kind} = {one.default!r}" if plain else f"{one.name}{kind} = ..."


def _said(thing: object) -> list[str]:
    text = inspect.getdoc(thing) or ""
    # What a dataclass says of itself where nobody did is its signature.
    return [] if re.match(r"\w+\(", text) else text.splitlines()


def _attributes(thing: type) -> list[str]:
    rows = []
    if is_dataclass(thing):
        rows += [f"| `{one.name}` | `{_cell(str(one.type))}` |" for one in fields(thing)]
    for name, value in inspect.getmembers(thing, lambda one: isinstance(one, property)):
        gives = inspect.signature(value.fget).return_annotation if value.fget else ""
        rows.append(f"| `{name}` | `{_cell(str(gives))}`: {_sentence(inspect.getdoc(value) or '')} |")
    return ["| attribute | type |", "|---|---|", *rows, ""] if rows else []


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "python.md": python_page,
    "workbench.md": api_page,
    "http.md": http_page,
}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (REFERENCE / file).write_text(page(), encoding="utf-8")
