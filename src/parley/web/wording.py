"""What results say in commands of the terminal, said in pages; a command without a page stays."""

from __future__ import annotations

import re

SAID: tuple[tuple[str, str], ...] = (
    (r"; --draws takes more\.", "; more draws tell more."),
    (r" \(--draws\)\.", "."),
    (r"parley ledger CASE (\w+)", "under Ledgers on the page Record"),
    (r"`?parley study`?", "page Studies"),
    (r"`?parley influence`?", "page Sensitivity"),
    (r"`?parley what-if --along`?", "page Sensitivity"),
    (r"`?parley what-if`?", "page Sensitivity"),
    (r"`?parley weigh`?", "page Weigh"),
    (r"`?parley theses`?", "page Record"),
    (r"`?parley stability`?", "page Stability"),
)
_SAID = tuple((re.compile(pattern), instead) for pattern, instead in SAID)


def on_pages(text: str) -> str:
    """A sentence of a result as the pages say it."""
    if "parley" not in text and "--draws" not in text:
        return text
    for pattern, instead in _SAID:
        text = pattern.sub(instead, text)
    return text
