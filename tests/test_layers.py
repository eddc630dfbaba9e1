"""The house's plan, read from the imports themselves."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "wire": set(),
    "pictures": {"wire"},
    "models": {"wire", "pictures"},
    "search": {"models", "wire"},
    "desk": {"models", "wire", "pictures", "search"},
    "intake": {"models", "wire", "search", "desk"},
    "admin": {"models", "wire", "pictures", "search", "desk", "intake"},
    "public": {"models", "wire", "pictures", "search"},
    "outbox": {"models", "wire", "pictures", "search", "intake", "public"},
}
MODULES = sorted(path for folder in ("articles", "newsroom") for path in (ROOT / folder).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def imported(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def tree_of(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_copy_travels_one_way_through_the_house(layer):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / "articles" / layer).rglob("*.py"))
        for name in imported(tree_of(path))
        if name.startswith("articles.")
        and (room := name.split(".")[1]) in MAY_IMPORT
        and room not in MAY_IMPORT[layer] | {layer}
    ]
    assert wrong == []


def test_the_wire_knows_no_django():
    names = [name for path in (ROOT / "articles/wire").rglob("*.py") for name in imported(tree_of(path))]
    assert [name for name in names if name.split(".")[0] in ("django", "requests", "urllib3", "socket")] == []


def test_intake_calls_no_act_of_the_desk_but_holding_and_passing_orders_on():
    rooms = ("verbs", "orders", "routing", "take", "texts")
    called = {
        f"{node.value.id}.{node.attr}"
        for path in (ROOT / "articles/intake").rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms
    }
    assert called == {
        "verbs.hold",
        "orders.give",
        "orders.note_unknown",
        "routing.active",
        "routing.plan",
        "routing.apply",
    }


def test_no_public_path_touches_the_desks_story():
    names = [name for path in (ROOT / "articles/public").rglob("*.py") for name in imported(tree_of(path))]
    assert [name for name in names if name in ("articles.models.Story", "articles.models.story.Story")] == []


def test_no_import_hides_in_a_function_and_none_is_relative():
    wrong = []
    for path in MODULES:
        tree = tree_of(path)
        wrong += [path for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
        for function in (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)):
            wrong += [path for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert wrong == []


def test_no_file_and_no_function_has_grown_beyond_one_thought():
    large = []
    for path in MODULES:
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > LONGEST_FILE:
            large.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, FUNCTIONS) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
                large.append(f"{path.relative_to(ROOT)}: {node.name}: {node.end_lineno - node.lineno + 1} lines")
    assert large == []
