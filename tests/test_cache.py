"""What a process keeps in its own memory. Redis is tested with the pages that it keeps."""

import time

import pytest

from newsroom.cache import ProcessMemory


@pytest.fixture
def memory(request) -> ProcessMemory:
    return ProcessMemory(request.node.name, {"OPTIONS": {"MAX_ENTRIES": 3}})


def test_it_hands_out_the_very_thing_and_to_each_thread_the_same(request, memory):
    page = object()
    memory.set("front", page)
    assert memory.get("front") is page
    assert ProcessMemory(request.node.name, {}).get("front") is page
    assert ProcessMemory("another", {}).get("front") is None


def test_what_has_been_there_longest_makes_room(memory):
    for name in ("one", "two", "three", "one", "four"):
        memory.set(name, name)
    assert {name: memory.get(name) for name in ("one", "two", "three", "four")} == {
        "one": "one", "two": None, "three": "three", "four": "four",
    }  # fmt: skip


def test_nothing_is_handed_out_after_its_time(memory, monkeypatch):
    memory.set("soon", "x", timeout=10)
    memory.set("at once", "x", timeout=0)
    memory.set("never", "x", timeout=None)
    assert memory.get_many(["soon", "at once", "never"]) == {"soon": "x", "never": "x"}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 11)
    assert memory.get_many(["soon", "at once", "never"]) == {"never": "x"}
    assert (memory.add("soon", "y"), memory.add("never", "y"), memory.get("soon")) == (True, False, "y")


def test_what_is_taken_out_is_gone(memory):
    memory.set("one", 1)
    memory.set("two", 2)
    assert (memory.delete("one"), memory.delete("one"), memory.get("one"), memory.get("two")) == (True, False, None, 2)
    memory.clear()
    assert memory.get("two") is None
