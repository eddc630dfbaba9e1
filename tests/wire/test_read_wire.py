import json
from io import StringIO

import pytest
from django.core.management import call_command

from articles.management.commands.read_wire import Command

STORY = "Ferry back in service\n\nThe ferry to Holm sails again.\n"


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(STORY)
    return path


def run(*arguments: object, **options: object) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command(Command(stdout=out), *map(str, arguments), **options)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue()


def entries(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_file_is_one_json_object_with_its_stories(story):
    code, output = run(story, as_json=True)
    (entry,) = entries(output)
    assert code == 0
    assert sorted(entry) == [
        "crashed", "error", "file", "items", "peak_mb", "reader", "seconds", "skipped", "warnings",
    ]  # fmt: skip
    assert (entry["file"], entry["error"], entry["skipped"], entry["crashed"]) == (str(story), None, [], False)
    assert [(item["headline"], item["body_text"]) for item in entry["items"]] == [
        ("Ferry back in service", "The ferry to Holm sails again.")
    ]


def test_people_get_the_fields_that_say_something(story):
    code, output = run(story)
    assert code == 0
    assert output.splitlines()[:1] == [f"{story} (pagetext/3)"]
    assert "  headline            Ferry back in service" in output.splitlines()
    assert "    The ferry to Holm sails again." in output.splitlines()
    assert "byline" not in output


def test_the_source_may_be_named(story):
    assert entries(run(story, source="HOLM", as_json=True)[1])[0]["items"][0]["credit"] == "HOLM"
    assert entries(run(story, source="HFN", as_json=True)[1])[0]["items"][0]["language"] == "zh"


def test_what_is_no_file_of_copy_is_an_error_and_the_others_are_still_read(story, tmp_path):
    missing, large = tmp_path / "missing.txt", tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(10_000_001)
    code, output = run(missing, tmp_path, large, story, as_json=True)
    errors = [entry["error"] for entry in entries(output)]
    assert code == 1
    assert errors[0].startswith("missing.txt: the file can’t be opened (")
    assert errors[1:] == [
        f"{tmp_path.name}: this is a directory, not a file.",
        "large.txt: the file is larger than the 10,000,000 bytes that copy may have.",
        None,
    ]


def test_a_dialect_may_be_chosen_by_name(tmp_path):
    path = tmp_path / "ferry.json"
    path.write_text('{"uri": "u", "headline": "Ferry", "body_text": "(MENAFN - Holm Times) It sails."}')
    (item,) = entries(run(path, dialect="MENAFN", as_json=True)[1])[0]["items"]
    assert (item["credit"], item["body_text"]) == ("MENAFN - Holm Times", "It sails.")
