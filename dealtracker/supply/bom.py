"""The bill of materials of a site, in the form of CycloneDX 1.6: the packages that build it, and the scripts and style
sheets that readers fetch.

Everything in it comes from files of the commit and of the site: no clock, nothing of the machine, and the serial number
follows from the rest. See https://cyclonedx.org/docs/1.6/json/.
"""

import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dealtracker import program
from dealtracker.model import About
from dealtracker.supply.locked import Locked

FORM = "1.6"
THEME = "mkdocs-material"
"""The package that the scripts and style sheets come from that are not our own."""

_SHIPPED = (".js", ".css")
_ROW = re.compile(r"^\| ([A-Za-z0-9.+ ()-]+) \| ((?:`[a-z0-9-]+`(?:, )?)+) \|$", re.MULTILINE)

Part = dict[str, Any]
"""An object of the document."""


def licences(table: str) -> Mapping[str, str]:
    """The licence of each package, as an SPDX expression, from the table in `SUPPLY.md`."""
    return {package: licence for licence, packages in _ROW.findall(table) for package in re.findall(r"`([^`]+)`", packages)}


def bill(
    about: About,
    commit: str,
    packages: Sequence[Locked],
    licences: Mapping[str, str],
    digests: Mapping[str, str],
    own: frozenset[str],
) -> str:
    """The document. `digests` are those of the files of the site by their paths, of which `own` are not from the theme."""
    shipped = {path: digest for path, digest in sorted(digests.items()) if path.endswith(_SHIPPED)}
    ours = [_file(path, digest) for path, digest in shipped.items() if path in own]
    theirs = [_file(path, digest) for path, digest in shipped.items() if path not in own]
    said: Part = {
        "bomFormat": "CycloneDX",
        "specVersion": FORM,
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "tools": {"components": [{"type": "application", "name": program.NAME, "version": program.VERSION}]},
            "component": _site(about, commit) | {"components": ours},
        },
        "components": [_package(one, licences.get(one.name), theirs if one.name == THEME else []) for one in packages],
        "dependencies": list(_dependencies(packages)),
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(said, sort_keys=True))
    return json.dumps({"serialNumber": f"urn:uuid:{serial}", **said}, ensure_ascii=False, indent=1) + "\n"


def _site(about: About, commit: str) -> Part:
    references = [{"type": "website", "url": about.address}]
    if about.repository:
        references.append({"type": "vcs", "url": about.repository})
    return {
        "type": "application",
        "bom-ref": "site",
        "name": about.name.en,
        "version": commit,
        "externalReferences": references,
    }


def _file(path: str, digest: str) -> Part:
    return {"type": "file", "bom-ref": f"file:{path}", "name": path, "hashes": [_sha256(digest)]}


def _sha256(digest: str) -> Part:
    return {"alg": "SHA-256", "content": digest}


def _address(package: Locked) -> str:
    """The package as a package URL: https://github.com/package-url/purl-spec."""
    return f"pkg:pypi/{package.name}@{package.version}"


def _package(package: Locked, licence: str | None, files: Sequence[Part]) -> Part:
    address = _address(package)
    part: Part = {"type": "library", "bom-ref": address, "name": package.name, "version": package.version, "purl": address}
    if licence:
        part["licenses"] = [{"expression": licence}]
    hashes = [_sha256(digest) for digest in package.hashes]
    part["externalReferences"] = [
        {"type": "distribution", "url": address, "comment": "One of these files, by the system.", "hashes": hashes}
    ]
    if package.marker:
        part["properties"] = [{"name": f"{program.NAME}:marker", "value": package.marker}]
    if files:
        part["components"] = list(files)
    return part


def _dependencies(packages: Sequence[Locked]) -> Iterator[Part]:
    """Who needs whom: the other way round than the lock file says it."""
    yield {"ref": "site", "dependsOn": [_address(one) for one in packages if one.is_direct]}
    for package in packages:
        needed = [_address(one) for one in packages if package.name in one.wanted_by]
        yield {"ref": _address(package), "dependsOn": needed}
