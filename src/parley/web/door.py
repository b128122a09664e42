"""Who is let in: a key that opens once, and a session for whoever used it."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from threading import Lock

KEYS_KEPT = 64
SESSIONS_KEPT = 512


@dataclass(frozen=True)
class Session:
    """One browser that was let in: the name in its cookie, and the token its forms must carry."""

    name: str
    token: str


@dataclass
class Door:
    """Keys that were given out and not used yet, and the sessions of those that were."""

    _keys: list[str] = field(default_factory=list)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def new_key(self) -> str:
        """A key for one browser; the oldest unused ones lapse."""
        key = secrets.token_urlsafe(24)
        with self._lock:
            self._keys = [*self._keys, key][-KEYS_KEPT:]
        return key

    def admit(self, key: str) -> Session | None:
        """Let in whoever holds an unused key, which is used up by it."""
        with self._lock:
            found = next(
                (kept for kept in self._keys if hmac.compare_digest(kept.encode(), key.encode())), ""
            )
            if not found:
                return None
            self._keys.remove(found)
            session = Session(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
            self._sessions[session.name] = session
            for oldest in list(self._sessions)[:-SESSIONS_KEPT]:
                del self._sessions[oldest]
            return session

    def session(self, name: str) -> Session | None:
        """The session a cookie names, if there is one."""
        return self._sessions.get(name)
