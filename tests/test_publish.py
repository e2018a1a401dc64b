"""Publishing: the same bytes everywhere, another deal without a change of code, and whatever builder comes next."""

import importlib.util
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from projects import ANOTHER_DEAL, DAY, ROOT, example_project, files, project, run

from dealtracker.files import write
from dealtracker.project import Project
from dealtracker.publish import generate, tree


def mkdocs(module: str, tree: Path, site: Path) -> subprocess.CompletedProcess[str]:
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1956441600"}
    command = [sys.executable, "-m", module, "build", "--strict", "-f", str(tree / "mkdocs.yml"), "-d", str(site)]
    return subprocess.run(command, env=os.environ | quiet, capture_output=True, text=True, check=False, timeout=300)


MACHINE = """\
import os

backwards, listdir, scandir = {backwards}, os.listdir, os.scandir


class Scan:
    def __init__(self, *place):
        self.real = scandir(*place)
        self.found = iter(sorted(self.real, key=lambda entry: entry.name, reverse=backwards))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.found)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.real.close()


os.listdir = lambda *place: sorted(listdir(*place), reverse=backwards)
os.scandir = Scan
os.sched_getaffinity = lambda _: set(range({cores}))
os.cpu_count = lambda: {cores}
"""
"""What Python finds on a machine: in which order a disk lists files, and how many processors there are."""


def build_on_a_machine(project: Path, *, backwards: bool, cores: int, umask: int, **environment: str) -> None:
    """Build on a machine with these properties, as if it were another."""
    (project / "machine").mkdir()
    (project / "machine" / "sitecustomize.py").write_text(MACHINE.format(backwards=backwards, cores=cores), "utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--as-of", DAY],
        cwd=project,
        env=os.environ | environment | {"PYTHONPATH": str(project / "machine")},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_two_builds_have_the_same_bytes_whatever_the_machine_is_set_to(tmp_path: Path) -> None:
    one = example_project(tmp_path / "one")
    other = example_project(tmp_path / "elsewhere, with a längere name" / "other")
    settings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "ko_KR.UTF-8", "PYTHONHASHSEED": "7", "USER": "somebody"}
    build_on_a_machine(one, backwards=False, cores=1, umask=0o022, TZ="America/New_York", PYTHONHASHSEED="1")
    build_on_a_machine(other, backwards=True, cores=5, umask=0o077, **settings)
    assert files(one / "site") == files(other / "site")
    mine, theirs = files(one / "build" / "tree"), files(other / "build" / "tree")
    assert mine.pop("inputs") == theirs.pop("inputs")
    assert mine == theirs


def test_the_tree_is_the_same_however_many_cores_make_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = example_project(tmp_path)
    trees = []
    for cores in (1, 2, 5):
        monkeypatch.setattr("dealtracker.memory.cores", lambda cores=cores: cores)
        mine = Project(made, made=f"build-{cores}")
        generate(mine, date.fromisoformat(DAY), lambda _: None)
        trees.append(files(mine.tree))
    assert trees[0] == trees[1] == trees[2]


def test_no_two_jobs_make_the_same_file(tmp_path: Path) -> None:
    made = tree(Project(example_project(tmp_path)), date.fromisoformat(DAY), lambda _: None)
    paths = [path for job in made.jobs for path, _ in job()]
    assert sorted(paths) == sorted(set(paths))


def test_what_a_change_leaves_as_it_was_stays_the_same_file(tmp_path: Path) -> None:
    mine = Project(example_project(tmp_path))
    day = date.fromisoformat(DAY)

    def made() -> dict[str, tuple[bytes, int, int]]:
        assert generate(mine, day, lambda _: None).is_new
        stats = {path: (mine.tree / path).stat() for path in files(mine.tree)}
        return {path: (data, stats[path].st_ino, stats[path].st_mtime_ns) for path, data in files(mine.tree).items()}

    before = made()
    record = mine.data / "tracks" / "bridge-toll.yml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("Who pays for the toll houses?", "Who pays for the toll booths?"), "utf-8")
    after = made()
    changed = {path for path in after if after[path][0] != before[path][0]}
    assert "docs/tracks/bridge-toll.md" in changed and "docs/assets/cards/site.png" not in changed
    assert {path for path in after if after[path] != before[path]} == changed


def test_files_are_written_where_none_can_have_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    old = tmp_path / "old"
    write(old, "the same")
    write(tmp_path / "new" / "file", "the same", old)
    assert (tmp_path / "new" / "file").read_text("utf-8") == "the same"


def test_bare_mkdocs_builds_the_same_site_from_the_tree(tmp_path: Path) -> None:
    made = example_project(tmp_path / "made")
    assert run("--as-of", DAY, root=made).returncode == 0
    done = mkdocs("mkdocs", made / "build" / "tree", tmp_path / "bare")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "bare") == files(made / "site")


@pytest.mark.parametrize("builder", ["properdocs", "zensical"])
def test_the_successors_of_mkdocs_build_the_same_tree(builder: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(builder) is None:
        pytest.skip(f"{builder} is not installed")
    made = example_project(tmp_path / "made")
    with (made / "data" / "tracks" / "bridge-toll.yml").open("a", encoding="utf-8") as record:
        record.write("\naliases: [old-toll]\n")
    assert run("--as-of", DAY, root=made).returncode == 0
    expected = {path for path in files(made / "site") if path.endswith("index.html")}
    tree = made / "build" / "tree"
    if builder == "properdocs":
        done = mkdocs(builder, tree, tree / "site")
    else:
        command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "-f", str(tree / "mkdocs.yml")]
        done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    theirs = {path for path in files(tree / "site") if path.endswith("index.html")}
    assert expected <= theirs
    page = (tree / "site" / "tracks" / "bridge-toll" / "index.html").read_text("utf-8")
    assert "An ordinance sets the toll at 8 crowns" in page
    assert 'class="badge badge--in-force"' in page
    assert 'class="md-header__button md-icon colours"' in page
    assert '<script type="application/ld+json">{"' in page
    sitemap = [list(entry.itertext()) for entry in ET.parse(tree / "site" / "sitemap.xml").getroot()]
    assert ["https://lake-watch.example/tracks/bridge-toll/", "2031-11-30"] in sitemap
    moved = "tracks/old-toll/index.html"
    assert (tree / "site" / moved).read_bytes() == (made / "site" / moved).read_bytes()
    sheet = "assets/stylesheets/on-paper.css"
    assert (tree / "site" / sheet).read_bytes() == (made / "site" / sheet).read_bytes()


def test_another_deal_with_words_of_its_own_needs_no_change_of_code(tmp_path: Path) -> None:
    made = project(tmp_path, ANOTHER_DEAL / "data", ANOTHER_DEAL / "content")
    done = run("--as-of", "2020-07-01", root=made)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (made / "site" / "tracks" / "herring-quota" / "index.html").read_text("utf-8")
    assert "badge--ratified" in page and "Ratified by both parliaments" in page
    assert "Approved by both parliaments" in (made / "site" / "method" / "index.html").read_text("utf-8")
    assert not (made / "site" / "deals").exists()
    assert "badge--ratified" in (made / "site" / "assets" / "stylesheets" / "on-paper.css").read_text("utf-8")


def test_a_fork_leaves_nothing_of_ours(tmp_path: Path) -> None:
    made = project(tmp_path, ANOTHER_DEAL / "data", ANOTHER_DEAL / "content")
    assert run("--as-of", "2020-07-01", root=made).returncode == 0
    ours = yaml.safe_load((ROOT / "data" / "deal.yml").read_text("utf-8"))
    for path, data in files(made / "site").items():
        if path.endswith((".html", ".xml", ".json")):
            text = data.decode("utf-8")
            assert ours["address"] not in text and ours["title"]["en"] not in text, path
            assert not re.search(r"\bKorea\b|On Paper", text), path
    page = (made / "site" / "tracks" / "herring-quota" / "index.html").read_text("utf-8")
    assert "https://code.example/herring/watch/edit/main/data/tracks/herring-quota.yml" in page
    assert '<link rel="canonical" href="https://herring.example/watch/tracks/herring-quota/">' in page


def test_what_the_deal_says_of_itself_is_escaped_around_every_page(tmp_path: Path) -> None:
    made = project(tmp_path, ANOTHER_DEAL / "data", ANOTHER_DEAL / "content")
    about = made / "data" / "deal.yml"
    hostile = """'"><script>alert(1)</script>'"""
    about.write_text(re.sub(r"(?m)^(name|licence|summary): .*", rf"\1: {hostile}", about.read_text("utf-8")), "utf-8")
    done = run("--as-of", "2020-07-01", root=made)
    assert done.returncode == 0, done.stdout + done.stderr
    for path in ("index.html", "tracks/herring-quota/index.html", "404.html"):
        page = (made / "site" / path).read_text("utf-8")
        assert "&lt;script&gt;alert" in page and "<script>alert" not in page, path


def test_the_site_of_a_past_day_knows_nothing_of_later_ones(tmp_path: Path) -> None:
    made = example_project(tmp_path)
    done = run("--as-of", "2031-05-01", root=made, SOURCE_DATE_EPOCH="1956441600")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (made / "site" / "tracks" / "bridge-toll" / "index.html").read_text("utf-8")
    assert "badge--announced" in page and "An ordinance sets the toll" not in page


def test_a_record_that_knows_the_future_is_refused(tmp_path: Path) -> None:
    done = run("--as-of", "2031-05-01", root=example_project(tmp_path), SOURCE_DATE_EPOCH="1935705600")
    assert done.returncode == 1
    assert "event-in-future" in done.stdout
