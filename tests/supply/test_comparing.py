"""A published copy against what it should be: every way in which a host can lie is found, and none of them does harm."""

import socket
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from serving import Host, Instead, Visit, served

from dealtracker.links import Asker
from dealtracker.supply import AtAddress, InFolder, compared
from dealtracker.supply.seal import SUMS, sums

FILES = {
    "index.html": "<h1>Home</h1>",
    "404.html": "<h1>Nothing here</h1>",
    "tracks/index.html": "<h1>Tracks</h1>",
    "tracks/bridge toll/index.html": "<h1>A space, and 한국어</h1>",
    "api/v1/index.json": "{}",
    "feeds/changes.xml": "<feed/>",
}
NOWHERE = "c0ffee/"


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, holds in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(holds, "utf-8")
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return write(tmp_path / "made", FILES | {SUMS: sums(dict.fromkeys(FILES, "0" * 64))})


def said(found: Any) -> list[str]:
    return [f"{one.kind}: {one.path}" + (f" ({one.said})" if one.said else "") for one in found]


def at(host: Host, patience: float = 5) -> AtAddress:
    return AtAddress(host.address, Asker("a test", patience, is_public=lambda _: True))


def asked(made: Path, instead: Instead) -> list[str]:
    with served(made, instead) as host:
        return said(compared(made, at(host), NOWHERE))


def test_a_host_that_sends_what_it_should(made: Path) -> None:
    with served(made) as host:
        assert said(compared(made, at(host), NOWHERE)) == []
        paths = sorted(path.removeprefix("/deal-watch/") for path in host.asked)
    assert paths == sorted(
        ["", "404.html", "tracks/", "tracks/bridge%20toll/", "api/v1/index.json", "feeds/changes.xml", SUMS, SUMS, NOWHERE]
    )


def body(path: str, holds: bytes, code: int = 200, **headers: str) -> Instead:
    """A host with another answer at one path."""

    def instead(visit: BaseHTTPRequestHandler, where: str) -> bool:
        if where != path:
            return False
        assert isinstance(visit, Visit)
        visit.send(code, holds, **headers)
        return True

    return instead


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        (body("", b"<h1>Hame</h1>"), ["differs: index.html (from byte 5 of 13)"]),
        (body("", b"<h1>Home</h1> "), ["differs: index.html (more than 13 bytes)"]),
        (body("tracks/", b"<h1>"), ["differs: tracks/index.html (4 bytes instead of 15)"]),
        (body("feeds/changes.xml", b"", 404), ["missing: feeds/changes.xml"]),
        (body("feeds/changes.xml", b"", 410), ["missing: feeds/changes.xml"]),
        (body("feeds/changes.xml", b"<feed/>", 403), ["differs: feeds/changes.xml (the host answers 403)"]),
        (body(NOWHERE, b"Casino!"), ["differs: 404.html (as the answer where there is no page: the host answers 200)"]),
        (body(NOWHERE, b"Ad", 404), ["differs: 404.html (as the answer where there is no page: 2 bytes instead of 21)"]),
        (
            body("", b"", 302, Location="https://elsewhere.example/"),
            ["differs: index.html (visitors are sent to https://elsewhere.example/)"],
        ),
        (body("", b"", 301, Location="file:///etc/passwd"), ["differs: index.html (visitors are sent to file:///etc/passwd)"]),
    ],
)
def test_each_lie_is_found(instead: Instead, words: list[str], made: Path) -> None:
    assert asked(made, instead) == words


def test_what_the_list_of_the_site_names_besides_is_too_much(made: Path) -> None:
    longer = (made / SUMS).read_bytes() + b"0" * 64 + b"  casino/index.html\n" + b"nonsense\n\xff\n"
    assert asked(made, body(SUMS, longer)) == [
        f"differs: {SUMS} (more than {(made / SUMS).stat().st_size} bytes)",
        f"too much: casino/index.html (named in {SUMS})",
    ]


def test_nobody_follows_a_host_that_leads_elsewhere(made: Path) -> None:
    with served(made) as other, served(made, body("", b"", 302, Location=other.address)) as host:
        assert len(compared(made, at(host), NOWHERE)) == 1
        assert other.asked == []


def test_no_more_is_read_than_tells_the_two_apart(made: Path) -> None:
    sent = []

    def endless(visit: BaseHTTPRequestHandler, path: str) -> bool:
        if path:
            return False
        visit.send_response(200)
        visit.end_headers()
        while True:
            try:
                visit.wfile.write(b"x" * 10_000)
                sent.append(10_000)
            except OSError:
                return True

    assert asked(made, endless) == ["differs: index.html (more than 13 bytes)"]
    assert sum(sent) < 50_000_000


def drip(visit: BaseHTTPRequestHandler, path: str) -> bool:
    """A host that sends a byte now and then."""
    if path:
        return False
    visit.send_response(200)
    visit.send_header("Content-Length", "13")
    visit.end_headers()
    for _ in range(13):
        try:
            visit.wfile.write(b"<")
            visit.wfile.flush()
        except OSError:
            break
        time.sleep(0.3)
    return True


def garbage(visit: BaseHTTPRequestHandler, path: str) -> bool:
    """A host that knows no HTTP."""
    if not path:
        visit.wfile.write(b"\x00\xff" * 100 + b"\r\n\r\n")
        visit.close_connection = True
    return not path


def reset(visit: BaseHTTPRequestHandler, path: str) -> bool:
    """A host that hangs up."""
    if not path:
        visit.connection.shutdown(socket.SHUT_RDWR)
        visit.close_connection = True
    return not path


def half(visit: BaseHTTPRequestHandler, path: str) -> bool:
    """A host that breaks off in the middle of a part."""
    if not path:
        visit.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<h1>")
        visit.close_connection = True
    return not path


@pytest.mark.parametrize(
    "instead",
    [drip, garbage, reset, half, body("", b"", 500), body("", b"", 503), body("", b"", 429)],
    ids=["drip", "garbage", "reset", "half", "500", "503", "429"],
)
def test_where_nobody_can_tell_no_verdict_is_given(instead: Instead, made: Path) -> None:
    with served(made, instead) as host, pytest.raises(OSError):  # noqa: PT011 - each host in its own way
        compared(made, at(host, patience=1), NOWHERE)


@pytest.fixture
def mirror(made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "mirror"
    write(folder, {path.relative_to(made).as_posix(): path.read_text("utf-8") for path in made.rglob("*") if path.is_file()})
    return folder


def test_a_downloaded_copy(mirror: Path, made: Path) -> None:
    assert said(compared(made, InFolder(mirror), NOWHERE)) == []
    (mirror / "index.html").write_text("<h1>Hame</h1>", "utf-8")
    (mirror / "feeds" / "changes.xml").unlink()
    write(mirror, {".hidden/casino.html": "Casino!"})
    assert said(compared(made, InFolder(mirror), NOWHERE)) == [
        "too much: .hidden/casino.html",
        "missing: feeds/changes.xml",
        "differs: index.html (from byte 5 of 13)",
    ]


def test_links_in_a_downloaded_copy_are_not_followed(mirror: Path, made: Path) -> None:
    (mirror / "index.html").unlink()
    (mirror / "index.html").symlink_to(made / "index.html")
    (mirror / "api" / "v1" / "index.json").unlink()
    (mirror / "api" / "v1").rmdir()
    (mirror / "api" / "v1").symlink_to(made / "api" / "v1")
    (mirror / "tracks" / "index.html").unlink()
    (mirror / "tracks" / "index.html").mkdir()
    (mirror / "round").symlink_to("round")
    assert said(compared(made, InFolder(mirror), NOWHERE)) == [
        "too much: api/v1",
        "differs: api/v1/index.json (no plain file)",
        "differs: index.html (no plain file)",
        "too much: round",
        "differs: tracks/index.html (no plain file)",
    ]
