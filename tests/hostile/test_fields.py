"""Every field that people can write is one of three: a text, which holds any string; something closed, which refuses it; or
fields of its own. A field that is new is covered by itself, or found missing here.
"""

import re
import sys
from typing import Any

import pytest
from hostile.counting import Counts
from hostile.filling import DENSE, RECORDS, ROOTS, all_ways, fields, filled, inner, is_free, whole
from hostile.strings import Hostile, corpus, texts
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from dealtracker import model
from dealtracker.model import Day, Source, Text
from dealtracker.model.base import ID_PATTERN, Model
from dealtracker.model.vocabulary import Effect
from dealtracker.rules.shape import findings
from dealtracker.rules.sources import url_form

STRINGS = corpus()


def subclasses(of: type[Model]) -> set[type[Model]]:
    """All models of the records. A class whose fields became slots is another one since; the first one is nobody's any more."""
    found = {of, *(deeper for below in of.__subclasses__() for deeper in subclasses(below))}
    return {one for one in found if getattr(sys.modules[one.__module__], one.__name__) is one}


def test_every_text_of_every_model_is_filled_with_every_string(counted: Counts) -> None:
    _, filling = filled(texts(), DENSE)
    assert set(filling.given) == set(all_ways("text")), "`whole` in filling.py does not know a field, or one too many"
    for way, times in filling.given.items():
        assert times == filling.places[way]
    counted("texts", fields=len(filling.given), strings=len(texts()), pairs=filling.pairs)


def test_each_field_gets_all_the_strings() -> None:
    strings = [f"<{number}>" for number in range(60)] + ["&"]
    values, filling = filled(strings, DENSE)
    assert set(re.findall("<[0-9]+>|&", str([track["summary"]["ko"] for track in values["tracks"]]))) == set(strings)
    assert set(re.findall("<[0-9]+>|&", values["about"]["name"]["en"])) == set(strings)
    assert filling.hostile("x q3q-q59q \u2460") == "x <3>-<59> &"


def test_the_models_that_are_filled_are_all_there_are() -> None:
    met: set[type[Model]] = set(ROOTS)
    for found in all_ways("own").values():
        met.add(inner(found.annotation))
    bases = {Model, model.Record, model.vocabulary.Word, model.text.Languages}
    published = {one for one in subclasses(Model) if not one.__module__.startswith("dealtracker.model")}
    assert subclasses(Model) - bases - published == met


def test_a_field_that_holds_characters_holds_a_text_or_follows_a_pattern() -> None:
    for way, found in all_ways("closed").items():
        open_ended = inner(found.annotation) is str and not [
            limit for limit in found.metadata if "BeforeValidator" not in str(limit)
        ]
        assert not open_ended, way


def adapter(found: FieldInfo) -> TypeAdapter[Any]:
    """What reads one value of a closed field."""
    return TypeAdapter(FieldInfo.rebuild_annotation(found))


SAFE = re.compile(rf"{ID_PATTERN[1:-1]}|[a-z]{{2}}|[0-9-]+|#[0-9a-f]{{6}}|https://[A-Za-z0-9./_~-]+|[A-Za-z_/+-]+[0-9]*|[0-9:]+")


def is_harmless(value: object) -> bool:
    """Whether what a closed field made of a string cannot be more than a word, a number, a day or an address."""
    if isinstance(value, tuple):
        return all(map(is_harmless, value))
    return isinstance(value, bool | int | Day | Effect) or value is None or SAFE.fullmatch(str(value)) is not None


def test_closed_fields_refuse_every_string_that_is_no_word_of_theirs(counted: Counts) -> None:
    closed, refused, taken = all_ways("closed"), 0, 0
    for way, found in closed.items():
        reads, is_list = adapter(found), "tuple" in str(found.annotation)
        for hostile in STRINGS:
            try:
                value = reads.validate_python([hostile.text] if is_list else hostile.text)
            except (ValidationError, UnicodeEncodeError):
                refused += 1
            else:
                assert is_harmless(value), (way, hostile)
                taken += 1
    assert taken < refused / 50
    counted("closed fields", fields=len(closed), strings=len(STRINGS), refused=refused, words_and_numbers=taken)


def is_closed(found: FieldInfo) -> bool:
    """Whether a field holds neither a text nor fields of its own."""
    annotation = inner(found.annotation)
    return not (annotation is Text or is_free(found) or (isinstance(annotation, type) and issubclass(annotation, Model)))


@pytest.mark.parametrize("name", RECORDS)
def test_what_a_closed_field_refuses_is_said_on_one_line(name: str) -> None:
    root, said = RECORDS[name], 0
    values = whole(2, 2)[name][0]
    for key in [key for key, found in fields(root) if is_closed(found)]:
        for text in texts():
            try:
                root.of(values | {key: text})
            except ValidationError as error:
                for _, finding in findings(root, values | {key: text}, error):
                    assert "\n" not in finding.message + finding.hint
                    assert len(finding.message) < 300
                    said += 1
    assert said > len(texts())


@pytest.mark.parametrize("hostile", [one for one in STRINGS if one.is_no_text], ids=str)
def test_no_text_is_what_no_format_can_hold(hostile: Hostile) -> None:
    for value in (hostile.text, {"en": hostile.text}, {"en": "x", "ko": hostile.text}):
        with pytest.raises(ValidationError):
            TypeAdapter(Text).validate_python(value)
    for found in all_ways("text").values():
        if is_free(found):
            with pytest.raises(ValidationError):
                adapter(found).validate_python(hostile.text)


def test_no_string_is_the_address_of_a_source_unless_it_is_one(counted: Counts) -> None:
    refused = 0
    for hostile in STRINGS:
        if hostile.is_no_text:
            continue
        source = Source.of(
            {
                "id": "x",
                "title": "x",
                "publisher": "x",
                "kind": "x",
                "language": "en",
                "url": hostile.text,
                "archive": hostile.text,
            }
        )
        said = list(url_form.check(source, None)) if url_form.check else []  # type: ignore[arg-type]  # it asks for no setting
        assert len(said) == 2 or re.fullmatch(r"https?://[!-~]+", hostile.text), hostile
        refused += len(said)
    counted("addresses of sources", strings=len(texts()), refused=refused // 2)
