"""Asking hosts: every kind of answer is told apart, politely, and only hosts of the public web are asked."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from making import source
from projects import DAY, example_project

from dealtracker import cli
from dealtracker.commands import links as command
from dealtracker.links import Answer, Asker, Checked, State, checked, copy_of
from dealtracker.model import Source


class Host(BaseHTTPRequestHandler):
    """A host on this machine with a page for each kind of answer."""

    asked: list[tuple[str, str]] = []

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        parts = urlsplit(self.path)
        self.asked.append((self.command, parts.path))
        code, headers, body = self.page(parts.path, parts.query)
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def page(self, path: str, query: str) -> tuple[int, dict[str, str], bytes]:
        if path == "/available":
            wanted = parse_qs(query)["url"][0]
            copy = {"available": True, "status": "200", "url": f"http://archive.example/{len(wanted)}"}
            return 200, {}, json.dumps({"archived_snapshots": {"closest": copy} if "kept" in wanted else {}}).encode()
        if path == "/only-get":
            return (405 if self.command == "HEAD" else 200), {}, b"here"
        return {
            "/here": (200, {}, b"here"),
            "/gone": (410, {}, b""),
            "/shut": (403, {}, b""),
            "/busy": (503, {}, b""),
            "/for-good": (301, {"Location": "/here"}, b""),
            "/for-now": (302, {"Location": "/here"}, b""),
            "/to-gone": (308, {"Location": "/gone"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/odd": (200, {}, b"no json"),
        }.get(path, (404, {}, b""))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def asker() -> Asker:
    return Asker("a test", patience=5, is_public=lambda _: True)


@pytest.mark.parametrize(
    ("page", "state", "said"),
    [
        ("/here", State.THERE, "200"),
        ("/only-get", State.THERE, "200"),
        ("/nowhere", State.GONE, "404"),
        ("/gone", State.GONE, "410"),
        ("/to-gone", State.GONE, "410"),
        ("/shut", State.SHUT, "403"),
        ("/busy", State.SHUT, "503"),
        ("/for-now", State.THERE, "200"),
        ("/round", State.SHUT, "it sends its visitors round and round"),
        ("/to-file", State.SHUT, "it is not the address of a page"),
    ],
)
def test_each_answer_is_told_apart(page: str, state: State, said: str, host: str) -> None:
    assert asker().ask(host + page) == Answer(state, said)


def test_a_page_that_moved_for_good_says_where_to(host: str) -> None:
    assert asker().ask(f"{host}/for-good") == Answer(State.MOVED, "moved for good", f"{host}/here")


def test_no_answer_is_no_verdict() -> None:
    answer = asker().ask("http://127.0.0.1:1/")
    assert answer.state is State.SILENT and answer.said
    assert asker().ask("https://no-such-host.invalid/").state is State.SILENT


NOT_PUBLIC = ["http://127.0.0.1/", "http://[::1]:80/", "http://10.0.0.1/x", "http://169.254.169.254/latest", "file:///etc/passwd"]
NOT_PUBLIC += ["https://[half/", "ftp://a.example/", "javascript:alert(1)", "https:///x"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_only_hosts_of_the_public_web_are_asked(address: str) -> None:
    assert Asker("a test").ask(address).state is State.NOT_ASKED


def test_a_public_host_cannot_send_us_to_one_that_is_not(host: str) -> None:
    port = urlsplit(host).port
    careful = Asker("a test", is_public=lambda address: not Host.asked[before:])
    before = len(Host.asked)
    assert careful.ask(f"http://127.0.0.1:{port}/for-now") == Answer(State.SHUT, "its host is not on the public web")


def at(address: str, id: str, archive: str | None = None) -> Source:
    return source(id).but({"url": address, "archive": archive})


def test_one_host_is_asked_one_page_at_a_time_with_pauses(host: str) -> None:
    pauses: list[float] = []
    sources = [at(f"{host}/here", "a", f"{host}/gone"), at(f"{host}/shut", "b"), at("http://127.0.0.1:1/", "c")]
    found = list(checked(sources, asker(), pause=7, wait=pauses.append))
    assert [(one.source.id, one.field, one.answer.state) for one in found] == [
        ("a", "url", State.THERE),
        ("a", "archive", State.GONE),
        ("b", "url", State.SHUT),
        ("c", "url", State.SILENT),
    ]
    assert pauses and set(pauses) == {7}


def test_the_nearest_copy_is_found(host: str) -> None:
    service = f"{host}/available"
    assert copy_of(at("https://lakepost.example/kept", "a"), asker(), service) == "https://archive.example/29"
    assert copy_of(at("https://lakepost.example/lost", "a"), asker(), service) is None
    assert copy_of(at("https://lakepost.example/lost", "a"), asker(), f"{host}/odd") is None
    with pytest.raises(OSError, match="404"):
        copy_of(at("https://lakepost.example/lost", "a"), asker(), f"{host}/nowhere")
    with pytest.raises(OSError, match="public"):
        copy_of(at("https://lakepost.example/lost", "a"), Asker("a test"), service)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return example_project(tmp_path)


def run(project: Path, *options: str) -> int:
    return cli.main(["links", "--root", str(project), "--as-of", DAY, *options])


def test_the_command_says_what_is_not_as_it_should_be(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answers(sources: list[Source], asker: Asker) -> Iterator[Checked]:
        for number, one in enumerate(sources):
            yield Checked(one, "url", Answer(State.GONE, "404") if number == 0 else Answer(State.THERE, "200"))

    monkeypatch.setattr("dealtracker.links.checked", answers)
    assert run(project, "ferry-quota") == 1
    assert capsys.readouterr().out.endswith("1 to look at\n")
    assert run(project, "--format", "markdown") == 1
    assert capsys.readouterr().out.count("gone: 404") == 1
    monkeypatch.setattr("dealtracker.links.checked", lambda sources, asker: iter(()))
    assert run(project) == 0 and run(project, "--format", "markdown") == 0
    assert capsys.readouterr().out == "every page is there\nEvery page is there.\n"


def test_copies_are_written_below_the_addresses(
    project: Path, host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    track = project / "data" / "tracks" / "bridge-toll.yml"
    text = track.read_text("utf-8")
    line = "    archive: https://archive.example/44\n"
    track.write_text(text.replace(line, "").replace("gazette.example/2031/44", "gazette.example/kept"), "utf-8")
    monkeypatch.setattr(command, "asker_of", lambda _: asker())
    monkeypatch.setattr("dealtracker.links.archive.copy_of.__defaults__", (f"{host}/available",))
    assert run(project, "--copies") == 0
    assert line not in track.read_text("utf-8")
    assert "ordinance-44: https://archive.example/28" in capsys.readouterr().out
    assert run(project, "--copies", "--write") == 0
    written = "    url: https://gazette.example/kept\n    archive: https://archive.example/28\n"
    assert track.read_text("utf-8") == text.replace("    url: https://gazette.example/2031/44\n" + line, written)


def test_data_with_problems_are_not_asked_about(project: Path) -> None:
    (project / "data" / "deal.yml").unlink()
    assert run(project) == 1
