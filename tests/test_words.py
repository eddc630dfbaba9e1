"""The words of the site and the desk in French and Arabic: none is missing, none is old, each says the same things."""

import ast
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

LOCALE = Path(settings.BASE_DIR) / "articles" / "locale"
FORMS = {"fr": 2, "ar": 6}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def known_as(entry: polib.POEntry) -> tuple:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_both_languages_have_a_catalogue():
    assert {path.parts[-3] for path in CATALOGUES} == set(FORMS)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_every_word_has_a_translation_with_the_same_placeholders(path):
    wrong = []
    for entry in polib.pofile(str(path)):
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        found = texts(entry)
        if entry.fuzzy or not all(text.strip() for text in found) or entry.obsolete:
            wrong.append(("not translated", entry.msgid))
        elif entry.msgid_plural and len(found) != FORMS[path.parts[-3]]:
            wrong.append(("forms are missing", entry.msgid))
        elif any(set(PLACEHOLDER.findall(text)) != wanted for text in found):
            wrong.append(("other placeholders", entry.msgid))
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_what_is_compiled_says_what_is_written(path):
    written = {known_as(entry): texts(entry) for entry in polib.pofile(str(path))}
    compiled = {known_as(entry): texts(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == written


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext gathers the words")
def test_every_marked_word_is_in_the_catalogues(tmp_path, monkeypatch):
    """As ``make messages`` gathers them, in a copy of the tree."""
    for name in ("articles", "newsroom", "templates", "static"):
        shutil.copytree(Path(settings.BASE_DIR) / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [str(tmp_path / "articles" / "locale")])
    before = {path: {known_as(entry) for entry in polib.pofile(str(path))} for path in CATALOGUES}
    call_command(
        "makemessages", locale=list(FORMS), no_location=True, no_wrap=True, no_obsolete=True,
        ignore_patterns=["styleguide*"], verbosity=0,
    )  # fmt: skip
    for path, words in before.items():
        gathered = polib.pofile(str(tmp_path / path.relative_to(settings.BASE_DIR)))
        assert {known_as(entry) for entry in gathered} - words == set()


def test_no_marked_word_hides_in_an_f_string_where_it_is_not_gathered():
    hidden = []
    for folder in ("articles", "newsroom"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*.py")):
            joined = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
            calls = [call for node in joined for call in ast.walk(node) if isinstance(call, ast.Call)]
            names = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
            hidden += [path.name for name in names if name == "_" or "gettext" in name]
    assert hidden == []
