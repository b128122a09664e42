"""How the documentation is built: Sphinx, MyST and furo."""

import re
import sys
from pathlib import Path
from typing import ClassVar

from myst_parser.parsers.sphinx_ import MystParser

sys.path.insert(0, str(Path(__file__).parent))
from execute import as_markdown

project = "Parley"
author = "The Parley authors"
copyright = "The Parley authors; Apache-2.0"
_version_file = Path(__file__).parents[1] / "src" / "parley" / "__init__.py"
release = version = re.search(r'__version__ = "([^"]+)"', _version_file.read_text(encoding="utf-8"))[1]
extensions = ["myst_parser"]
source_suffix = {".md": "markdown", ".ipynb": "notebook"}
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Parley"
exclude_patterns = ["_build"]
# Pages link to files of the repository, which are not pages.
suppress_warnings = ["myst.xref_missing"]
# What `make docs-links` asks: addresses of others, which may be away without any fault of ours.
linkcheck_timeout = 20
linkcheck_anchors = False

# Whom pages of these folders are for, where they do not say so themselves.
READERS = {
    "reference": "For looking things up while keeping a case, scripting Parley or reading its files.",
    "decisions": "For engineers who change Parley, and ask why it is as it is.",
}


class NotebookParser(MystParser):
    """A notebook as a page: its prose, its code, and what came out."""

    supported: ClassVar[tuple[str, ...]] = ("notebook",)

    def parse(self, inputstring, document):
        super().parse(as_markdown(inputstring), document)


def say_whom_it_is_for(app, name, source):
    """Put a line below the heading of a page that does not say whom it is for."""
    head, _, rest = source[0].partition("\n")
    reader = READERS.get(name.partition("/")[0])
    if reader and head.startswith("# ") and "\n*For " not in source[0]:
        source[0] = f"{head}\n\n*{reader}*\n{rest}"


def setup(app):
    app.add_source_parser(NotebookParser)
    app.connect("source-read", say_whom_it_is_for)
