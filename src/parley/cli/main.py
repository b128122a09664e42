"""The program `parley`: its commands, and what becomes of errors.

A command is the function `command` of a module of its own. Those modules import only typer and plain
Python at their top, and what they work with inside the command, so that `parley --help` stays fast.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from importlib.util import find_spec

import typer

from parley import __version__
from parley.cli.legible import make_output_legible
from parley.errors import CaseError, OutputError, ParleyError, printable

COMMANDS = (
    "run",
    "brief",
    "explain",
    "packages",
    "advise",
    "play",
    "outside-view",
    "weigh",
    "what-if",
    "influence",
    "study",
    "score",
    "stamp",
    "calibrate",
    "estimate",
    "stability",
    "check",
    "new",
    "elicit",
    "cite",
    "gambit",
    "ledger",
    "record",
    "serve",
    "theses",
)
INTERRUPTED = 130
MOST_FAULTS = 300
STANDARD_OUTPUT = 1
SELDOM = 100_000
"""After how many new objects to look for some that are no longer used."""

app = typer.Typer(
    name="parley",
    help="Negotiations held while a war goes on: from a case to the probability of each ending by date.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"parley {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version."
    ),
) -> None:
    """Negotiations held while a war goes on: from a case to the probability of each ending by date."""


def _register() -> None:
    """Give each command that has a module its name; a module may hold a group of commands as `app`."""
    for name in COMMANDS:
        module = f"parley.cli.{name.replace('-', '_')}"
        if find_spec(module) is None:
            continue
        loaded = import_module(module)
        if hasattr(loaded, "app"):
            app.add_typer(loaded.app, name=name)
        else:
            app.command(name)(loaded.command)


_register()


def main() -> None:
    """Run the command line; an error Parley raises on purpose is a message and an exit code, no traceback."""
    # What a command makes, it mostly keeps: looking through all of it often takes time and finds nothing.
    gc.set_threshold(SELDOM)
    make_output_legible()
    try:
        app()
    except ParleyError as problem:
        _say(problem)
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except OSError as problem:
        _drop_output()
        _say(OutputError(f"{problem.filename or 'the output'}: {problem.strerror or problem}"))
        sys.exit(OutputError.exit_code)
    except (SystemExit, GeneratorExit):
        raise
    except BaseException as problem:  # engines below also throw what is no Exception, such as a Rust panic
        from parley.cli.mishap import internal_error

        said = internal_error(problem)
        _say(said)
        sys.exit(said.exit_code)


def _drop_output() -> None:
    """Send what is still to be printed nowhere: where it went takes no more, and exit must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), STANDARD_OUTPUT)


def _say(problem: ParleyError) -> None:
    """Print a problem on standard error: each fault with its place, then how many there are."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    if not isinstance(problem, CaseError):
        console.print(Text.assemble(("parley: ", "bold red"), printable(str(problem))))
        return
    for fault in problem.faults[:MOST_FAULTS]:
        head, _, rest = str(fault).partition("\n")
        console.print(Text(head, "bold"))
        console.print(Text(rest + "\n"))
    count = len(problem.faults)
    if count > MOST_FAULTS:
        console.print(Text(f"... and {count - MOST_FAULTS:,} more, not printed\n", "bold"))
    console.print(
        Text(
            f"{count} fault{'' if count == 1 else 's'}; docs/reference/messages.md explains each kind",
            "bold red",
        )
    )


if __name__ == "__main__":
    main()
