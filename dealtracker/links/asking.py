"""One question to one host: is this page there?"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

PATIENCE = 20.0
"""Seconds to wait for an answer."""

LARGEST = 1_000_000
"""So many bytes of an answer are read at most."""

SLOWEST = 10_000
"""A host that sends fewer bytes a second than that is not waited for."""


class State(StrEnum):
    """What became of a page, as far as a program can tell."""

    THERE = "there"
    MOVED = "moved"
    GONE = "gone"
    SHUT = "shut"
    """The host does not answer programs, or not now. A person may well see the page."""

    SILENT = "silent"
    """No answer: no such host, no connection, a certificate that is not right, or not in time."""

    NOT_ASKED = "not asked"
    """The address does not lead to a host on the public web."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said: the state, the code or the reason in words, and where the page is now if it has moved for good."""

    state: State
    said: str
    now_at: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What a host sent for an address: the code, as much as was asked for, and where it sends its visitors instead."""

    code: int
    body: bytes
    leads_to: str | None = None


def _is_public(address: str) -> bool:
    return ipaddress.ip_address(address).is_global


class _Stay(HTTPRedirectHandler):
    """Leaves it to us whether to follow: each further address has to be looked at, too."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Asker:
    """Asks hosts in the name of the site. `is_public` says of an IP address whether it may be asked (tests ask this machine)."""

    name: str
    patience: float = PATIENCE
    is_public: Callable[[str], bool] = _is_public
    opener: OpenerDirector = field(default_factory=lambda: build_opener(_Stay))

    def ask(self, address: str) -> Answer:
        """What became of a page. Moves for good are followed five times."""
        start, moved = address, False
        for _ in range(6):
            if (reason := self._not_public(address)) is not None:
                return Answer(State.NOT_ASKED if address == start else State.SHUT, reason)
            code, location = self._code(address)
            if isinstance(code, str):
                return Answer(State.SILENT, code)
            if code in (301, 302, 303, 307, 308) and location:
                moved = moved or code in (301, 308)
                address = urljoin(address, location)
                continue
            return _answer(code, start, address if moved else None)
        return Answer(State.SHUT, "it sends its visitors round and round")

    def json(self, address: str) -> Any:
        """The JSON at an address; None where there is none.

        Raises:
            OSError: no answer.
        """
        if (reason := self._not_public(address)) is not None:
            raise OSError(reason)
        with self.opener.open(self._request(address, "GET"), timeout=self.patience) as answer:
            try:
                return json.loads(answer.read(LARGEST))
            except ValueError:
                return None

    def fetch(self, address: str, most: int) -> Sent:
        """What is at an address, as it is: at most so many bytes and one more. Nobody follows a host that leads elsewhere.

        Raises:
            OSError: no answer, or not in time.
        """
        if (reason := self._not_public(address)) is not None:
            raise OSError(reason)
        until = time.monotonic() + self.patience + most / SLOWEST
        try:
            with self._open(address) as answer:
                leads_to = answer.headers.get("Location") if 300 <= answer.code < 400 else None
                body = bytearray()
                while len(body) <= most and (more := answer.read1(most + 1 - len(body))):
                    body += more
                    if time.monotonic() > until:
                        raise TimeoutError("it takes too long")
                return Sent(answer.code, bytes(body), leads_to)
        except (http.client.HTTPException, ValueError) as error:
            raise OSError(f"what it answers is no HTTP: {error or type(error).__name__}") from None

    def _open(self, address: str) -> Any:
        """The answer, whatever its code."""
        try:
            return self.opener.open(self._request(address, "GET"), timeout=self.patience)
        except HTTPError as error:
            return error

    def _request(self, address: str, method: str) -> Request:
        headers = {"User-Agent": self.name, "Accept": "*/*"}
        return Request(address, method=method, headers=headers)  # noqa: S310 - `_not_public` lets only http and https pass

    def _code(self, address: str) -> tuple[int | str, str | None]:
        """The code of the answer and where it points to, or in words why there is none. Some hosts know only GET."""
        for method in ("HEAD", "GET"):
            try:
                with self.opener.open(self._request(address, method), timeout=self.patience) as answer:
                    return answer.status, None
            except HTTPError as error:
                error.close()
                if method == "HEAD" and error.code in (400, 403, 404, 405, 501):
                    continue
                return error.code, error.headers.get("Location")
            except (URLError, http.client.HTTPException, ssl.SSLError, TimeoutError, OSError, ValueError) as error:
                return str(getattr(error, "reason", error)) or type(error).__name__, None
        return "no answer", None

    def _not_public(self, address: str) -> str | None:
        """Why an address is not asked: a record must not send a program to hosts of the network that it runs in."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError:
            return "it is not the address of a page"
        if parts.scheme not in ("http", "https") or not host:
            return "it is not the address of a page"
        try:
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)}
        except (OSError, UnicodeError):
            return None  # there is no such host; asking says so
        return None if all(self.is_public(one) for one in found) else "its host is not on the public web"


def _answer(code: int, start: str, now_at: str | None) -> Answer:
    if code < 300:
        return Answer(State.MOVED, "moved for good", now_at) if now_at and now_at != start else Answer(State.THERE, str(code))
    if code in (404, 410):
        return Answer(State.GONE, str(code))
    return Answer(State.SHUT, str(code))
