"""The script that brings charts to life: Vega, Vega-Lite and Vega-Embed in one piece, made once and kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

from parley.caches import cache_folder

_EXPORTS = "window.vegaEmbed = vegaEmbed;"

# The scripts that were looked at, by the version that makes them: what is kept is used only if it is one of
# these, for it runs in the reader's browser.
KNOWN = {"1.9.0.post1": "373b1f84072b31010f15ceb787be6b415c53936411aae267c8c2b2b6ccde46e7"}


def chart_library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that reaches for nothing outside the page.

    Making it takes a second or two, so it is kept in the user's cache under the version it was made by;
    where that cannot be written, or another script stands there, it is made anew. Running this module
    makes it beforehand.
    """
    maker = version("vl-convert-python")
    folder = cache_folder("charts")
    kept = folder / f"charts-{maker}.js" if folder else None
    if kept and maker in KNOWN:
        try:
            text = kept.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            text = ""
        if _digest(text) == KNOWN[maker]:
            return text
    import vl_convert

    made: str = vl_convert.javascript_bundle(_EXPORTS)
    # In a page, a script ends at the first such mark, even inside one of its own strings.
    made = made.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    if kept:
        _keep(kept, made)
    return made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _keep(path: Path, text: str) -> None:
    """Put a file in place whole or not at all; a folder that cannot be written is no fault."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as part:
            part.write(text)
        os.replace(part.name, path)
    except OSError:
        return


if __name__ == "__main__":
    chart_library()
