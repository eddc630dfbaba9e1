"""What readers and intake say of copy is kept in English and shown in the language of whoever looks."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

import articles
from articles.admin.wire_said import SENTENCES, recognised, spoken

HOUSE = Path(articles.__file__).parent
SAYING = [*sorted((HOUSE / "wire").glob("*.py")), HOUSE / "intake" / "placing.py"]
# What is no sentence about copy: dialects' own wordings, what `read_wire --explain` prints, and what is logged.
ELSEWHERE = ("dialects.py", "explained.py")


def sentences(path: Path) -> list[str]:
    """Every sentence that stands in a file, with an ``x`` at its places."""
    tree = ast.parse(path.read_text())
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    parts |= {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and ast.get_docstring(node)
    }
    said = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            said.append("".join(one.value if isinstance(one, ast.Constant) else "x" for one in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            said.append(node.value)
    return [one for one in said if one.endswith(".") and " " in one.strip() and re.search("[a-z]{2}", one)]


@pytest.mark.parametrize("path", [path for path in SAYING if path.name not in ELSEWHERE], ids=lambda path: path.name)
def test_everything_that_is_said_of_copy_can_be_said_in_another_language(path):
    assert [one for one in sentences(path) if not recognised(one)] == []


def test_values_stand_in_the_translation_and_what_nobody_lists_stays_as_it_is():
    with override("fr"):
        assert spoken("The embargo “soon: 100 %” can’t be read; the copy is held.") == (
            "L’embargo « soon: 100 % » est illisible ; la dépêche est retenue."
        )
        assert spoken("Ask Bo. The copy has no headline.") == "Ask Bo. The copy has no headline."
    with override("ar"):
        assert spoken("Version 12 has come.") == "وصلت النسخة 12."


@given(st.sampled_from(SENTENCES), st.text(max_size=40))
def test_in_english_each_sentence_is_shown_as_it_was_kept(sentence, value):
    names = [part.partition(")s")[0] for part in sentence.split("%(")[1:]]
    said = sentence % dict.fromkeys(names, value)
    with override("en"):
        assert spoken(said) == said


@pytest.mark.django_db
def test_the_desk_reads_reasons_and_warnings_in_its_own_language(client, cast):
    item = cast.wire_item(warnings=("The copy has no headline.", "Attached and not read: “a.pdf”."))
    reason = "Version 2 came before with other words: compare the two."
    type(item).objects.filter(pk=item.pk).update(state="held", reason=reason)
    client.force_login(cast.editor)
    address = reverse("admin:articles_wireitem_change", args=[item.pk])
    client.cookies["desk_language"] = "fr"
    page = client.get(address).content.decode()
    assert "La version 2 est déjà arrivée avec un autre texte : comparez les deux." in page
    assert "Le texte n’a pas de titre." in page
    assert "Joint et non lu : “a.pdf”." in page
    assert "compare the two" not in page
