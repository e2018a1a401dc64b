"""The bill of materials: valid, whole, and the same for the same commit."""

import json

import pytest
from cyclonedx.model import HashAlgorithm
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from projects import ROOT

from dealtracker.model import Deal
from dealtracker.supply import locked
from dealtracker.supply.bom import bill, licences

COMMIT = "c0ffee" + "0" * 34
LOCK = locked((ROOT / "requirements.txt").read_text("utf-8"))
DIGESTS = {
    "index.html": "1" * 64,
    "assets/javascripts/fold.js": "2" * 64,
    "assets/javascripts/bundle.min.js": "3" * 64,
    "assets/stylesheets/main.css": "4" * 64,
}


@pytest.fixture
def text(example: Deal) -> str:
    said = licences((ROOT / "SUPPLY.md").read_text("utf-8"))
    return bill(example.about, COMMIT, LOCK, said, DIGESTS, frozenset(["assets/javascripts/fold.js"]))


@pytest.fixture
def read(text: str) -> Bom:
    """The document as a library reads it that has not written it."""
    bom: Bom = Bom.from_json(json.loads(text))  # type: ignore[attr-defined]  # made by a decorator
    return bom


def test_it_has_the_form_of_the_standard(text: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    spoilt = text.replace('"SHA-256"', '"SHA-257"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(spoilt) is not None


def test_it_names_every_locked_package_with_all_of_its_digests(read: Bom) -> None:
    found = {
        (one.name, one.version, tuple(sorted(hash.content for ref in one.external_references for hash in ref.hashes)))
        for one in read.components
    }
    assert found == {(one.name, one.version, tuple(sorted(one.hashes))) for one in LOCK}
    assert {hash.alg for one in read.components for ref in one.external_references for hash in ref.hashes} == {
        HashAlgorithm.SHA_256
    }
    assert all(str(one.purl) == f"pkg:pypi/{one.name}@{one.version}" for one in read.components)
    assert all(len(one.licenses) == 1 for one in read.components)


def test_it_says_who_needs_whom(read: Bom) -> None:
    needs = {str(one.ref.value): {str(inner.ref.value) for inner in one.dependencies} for one in read.dependencies}
    by_name = {f"pkg:pypi/{one.name}@{one.version}": one for one in LOCK}
    assert needs["site"] == {address for address, one in by_name.items() if one.is_direct}
    for address, one in by_name.items():
        wanting = {by_name[other].name for other, inner in needs.items() if address in inner and other != "site"}
        assert wanting == {name for name in one.wanted_by if not name.startswith("-r ")}
    read.validate()


def test_it_names_what_readers_fetch_and_whose_that_is(read: Bom) -> None:
    assert read.metadata.component is not None
    assert [one.name for one in read.metadata.component.components] == ["assets/javascripts/fold.js"]
    (theme,) = [one for one in read.components if one.name == "mkdocs-material"]
    shipped = {one.name: one.hashes[0].content for one in theme.components}
    assert shipped == {path: DIGESTS[path] for path in ("assets/javascripts/bundle.min.js", "assets/stylesheets/main.css")}


def test_it_names_the_commit_and_no_clock(text: str, read: Bom) -> None:
    assert read.metadata.component is not None
    assert (read.metadata.component.name, read.metadata.component.version) == ("Lake Watch", COMMIT)
    assert "timestamp" not in text


def test_the_same_commit_gives_the_same_bytes_and_another_one_another_number(text: str, example: Deal) -> None:
    said = licences((ROOT / "SUPPLY.md").read_text("utf-8"))
    again = bill(example.about, COMMIT, LOCK, said, dict(reversed(DIGESTS.items())), frozenset(["assets/javascripts/fold.js"]))
    assert again == text
    other = bill(example.about, "0" * 40, LOCK, said, DIGESTS, frozenset())
    assert json.loads(other)["serialNumber"] != json.loads(text)["serialNumber"]
    assert json.loads(text)["serialNumber"].startswith("urn:uuid:")


def test_licences_are_not_guessed(example: Deal) -> None:
    text = bill(example.about, COMMIT, LOCK, {}, {}, frozenset())
    assert '"licenses"' not in text
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
