"""The script that brings charts to life: Vega, Vega-Lite and Vega-Embed in one piece, made once and kept."""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import version
from pathlib import Path

_EXPORTS = "window.vegaEmbed = vegaEmbed;"


def chart_library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that reaches for nothing outside the page.

    Making it takes a second or two, so it is kept in the user's cache folder under the version it was
    made by; where that cannot be written it is made anew. Running this module makes it beforehand.
    """
    kept = _cache_folder() / f"charts-{version('vl-convert-python')}.js"
    try:
        return kept.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        import vl_convert

        made: str = vl_convert.javascript_bundle(_EXPORTS)
    # In a page, a script ends at the first such mark, even inside one of its own strings.
    made = made.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    _keep(kept, made)
    return made


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "parley"


def _keep(path: Path, text: str) -> None:
    """Put a file in place whole or not at all; a folder that cannot be written is no fault."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as part:
            part.write(text)
        os.replace(part.name, path)
    except OSError:
        return


if __name__ == "__main__":
    chart_library()
