"""How the documentation is built: Sphinx, MyST and furo."""

import re
from pathlib import Path

project = "Parley"
author = "The Parley authors"
copyright = "The Parley authors; Apache-2.0"
_version_file = Path(__file__).parents[1] / "src" / "parley" / "__init__.py"
release = version = re.search(r'__version__ = "([^"]+)"', _version_file.read_text(encoding="utf-8"))[1]
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Parley"
exclude_patterns = ["_build"]
# Pages link to files of the repository, which are not pages.
suppress_warnings = ["myst.xref_missing"]
