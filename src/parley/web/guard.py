"""What every request passes through: host, session, origin, size; and what every answer carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.exceptions import HTTPException

from parley.web.door import Door, Session
from parley.web.serving import Serving

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "parley"
DOOR = "/door"
STATIC = "/static/"
SAFE_METHODS = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Without any referrer browsers would send no origin with forms either.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class TooLargeBodyError(HTTPException):
    """A request sends more than the server takes."""

    def __init__(self) -> None:
        super().__init__(413)


class Guard:
    """The outermost layer: what it turns away never reaches a page."""

    def __init__(self, app: App, serving: Serving, door: Door) -> None:
        self.app, self.serving, self.door = app, serving, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn a request away, or let it through with its session, its body measured."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            # There are no web sockets here.
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        refused = self._refusal(scope, headers)
        if refused is not None:
            await _answer(send, *refused)
            return
        begun = [False]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun[0] = True
                given = {name.lower() for name, _ in message.get("headers", [])}
                extra = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in given]
                message = {**message, "headers": [*message.get("headers", []), *extra]}
            await send(message)

        try:
            await self.app(scope, self._measured(receive), dressed)
        except TooLargeBodyError:
            if not begun[0]:
                await _answer(send, 413, f"At most {self.serving.largest_body:,} bytes can be sent.")

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Why a request goes no further; None lets it through."""
        if headers.get("host", "") not in self.serving.names:
            return 421, "This server does not answer to that name."
        try:
            length = int(headers.get("content-length", "0") or "0")
        except ValueError:
            return 400, "The length of the request is no number."
        if not 0 <= length <= self.serving.largest_body:
            return 413, f"At most {self.serving.largest_body:,} bytes can be sent."
        safe = scope["method"] in SAFE_METHODS
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") and (
            not safe or headers.get("sec-fetch-mode") != "navigate"
        ):
            return 403, "Requests from other sites are not answered."
        if not safe and headers.get("origin", "") not in self.serving.origins:
            return 403, "A change must come from a page of this server."
        session = self.door.session(_cookie(headers.get("cookie", "")))
        if session is None and scope["path"] != DOOR and not scope["path"].startswith(STATIC):
            return 401, "Open the address that Parley printed when it started, or one from 'Open elsewhere'."
        scope["parley.session"] = session
        return None

    def _measured(self, receive: Receive) -> Receive:
        """The body as it comes, cut off where it is too large, whatever its length was said to be."""
        seen = [0]

        async def measured() -> Message:
            message = await receive()
            seen[0] += len(message.get("body", b""))
            if seen[0] > self.serving.largest_body:
                raise TooLargeBodyError
            return message

        return measured


def session_of(scope: Scope) -> Session:
    """The session a request belongs to; every page behind the door has one."""
    session: Session = scope["parley.session"]
    return session


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _answer(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body)), **HEADERS}
    start = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})
