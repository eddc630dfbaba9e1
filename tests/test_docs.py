"""What the documentation names is there: pages, places on them, pictures, files, commands and settings."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
NAMED = re.compile(r"`((?:articles|docs|fixtures|newsroom|static|templates|tests)/[^`\s]*|(?:\w+/)+\w+\.py)`")
COMMAND = re.compile(r"manage\.py (\w+)")
TARGET = re.compile(r"(?m)(?:^    |`)make ([a-z]+)")
SETTING = re.compile(r"""\b(?:env\.\w+|text)\("([A-Z_]+)\"""")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The names that GitHub gives to headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", text(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(name: str) -> bool:
    """A file or folder, also by its name within ``articles/``; of ``{a,b}`` the part before is looked for."""
    sure = re.split(r"[{<*…]", name)[0]
    return (ROOT / sure).exists() or (ROOT / "articles" / sure).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page):
    lost = []
    for name, anchor in LINK.findall(text(page)):
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(f"{name}#{anchor}")
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_and_command_that_is_named_is_there(page):
    targets = re.findall(r"(?m)^([a-z]+):", text(ROOT / "Makefile"))
    said = text(page)
    lost = [name for name in NAMED.findall(said) if not is_there(name)]
    lost += [name for name in COMMAND.findall(said) if name not in get_commands()]
    lost += [name for name in TARGET.findall(said) if name not in targets]
    assert lost == []


def test_every_picture_of_the_desk_is_shown_somewhere():
    shown = {Path(name).name for page in PAGES for name, _anchor in LINK.findall(text(page))}
    taken = {path.name for path in (ROOT / "docs/screenshots").glob("desk-[a-z]*.png")}
    assert taken - shown == set()


def test_every_setting_is_explained():
    files = [ROOT / "newsroom" / name for name in ("settings.py", "environment.py")]
    read = {name for file in files for name in SETTING.findall(text(file))}
    explained = set(re.findall(r"(?m)^\| `([A-Z_]+)` \|", text(ROOT / "docs/configuration.md")))
    assert explained == read
