"""A host on this machine that serves a site as GitHub Pages does, and can be made to do otherwise."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

BELOW = "/deal-watch/"
"""The path below which the site is."""

Instead = Callable[[BaseHTTPRequestHandler, str], bool]
"""Answers otherwise at a path of the site, if it says so."""


def as_always(_: BaseHTTPRequestHandler, __: str) -> bool:
    """No other answer."""
    return False


class Host(ThreadingHTTPServer):
    """The host: its site, what it does instead, and for which paths it was asked."""

    daemon_threads = True

    def __init__(self, folder: Path, instead: Instead) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.folder, self.instead = folder, instead
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{BELOW}"


class Visit(BaseHTTPRequestHandler):
    """One question."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Host)
        self.server.asked.append(self.path)
        path = unquote(self.path.removeprefix(BELOW))
        if self.server.instead(self, path):
            return
        file = self.server.folder / (path + "index.html" if path.endswith("/") or not path else path)
        if file.is_dir():
            self.send(301, b"", Location=self.path + "/")
        elif self.path.startswith(BELOW) and file.is_file():
            self.send(200, file.read_bytes())
        else:
            self.send(404, (self.server.folder / "404.html").read_bytes())

    def send(self, code: int, body: bytes, **headers: str) -> None:
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers = gzip.compress(body), headers | {"Content-Encoding": "gzip"}
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path, instead: Instead = as_always) -> Iterator[Host]:
    """A host that serves a folder for a while."""
    host = Host(folder, instead)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
