"""What a server was started with: where cases are, where results go, who may come in and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LARGEST_BODY = 8_000_000


@dataclass(frozen=True)
class Serving:
    """How a server is set up. `hosts` are the names it answers to, each with its port.

    A page that has waited for `patience` seconds for an answer comes without it, and asks again by itself.
    `behind` is the address of a web server before it that asks who may come in, if there is one.
    `places` hold case folders and are the only folders cases are looked for in; `out` is where results are
    kept. With `read_only` nothing is written anywhere.
    """

    places: tuple[Path, ...]
    out: Path
    hosts: tuple[str, ...]
    read_only: bool = False
    largest_body: int = LARGEST_BODY
    memory_limit: int = 2_000_000_000
    workers: int = 2
    behind: str = ""
    patience: float = 2.0

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the server answers to."""
        return (*self.hosts, urlsplit(self.behind).netloc) if self.behind else self.hosts

    @property
    def origins(self) -> tuple[str, ...]:
        """Where requests that change something may come from."""
        own = tuple(f"http://{host}" for host in self.hosts)
        return (*own, self.behind) if self.behind else own

    def origin_of(self, host: str) -> str:
        """How a browser that came by a name addresses the server."""
        return self.behind if self.behind and host == urlsplit(self.behind).netloc else f"http://{host}"
