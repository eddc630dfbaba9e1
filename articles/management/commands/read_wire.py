"""Shows what the readers make of files of wire copy. Reads no database and changes nothing."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from articles.wire import dialects, fields, html
from articles.wire.copy import Reading, SourceHints, Unreadable, WireCopy
from articles.wire.explain import explain
from articles.wire.explained import as_data, as_text
from articles.wire.readers import read

try:
    import resource
except ImportError:  # Windows has no such module; the memory is then not told.
    resource = None


class Command(BaseCommand):
    help = "Reads files of wire copy and prints what is in them, without a database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--source", default="", metavar="CODE", help="the agency that sent them: MENAFN")
        names = [name for name, _ in dialects.choices()]
        parser.add_argument("--dialect", default="", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object a file, on one line")

        parser.add_argument(
            "--explain",
            action="store_true",
            help="field by field where each value came from, found by changing the file",
        )

    def handle(self, *, files: list[str], source: str, dialect: str, as_json: bool, explain: bool, **options) -> None:
        hints = dialects.hints_for(source, dialect)
        show = self.explain if explain else self.show
        entries = [show(path, hints, as_json=as_json) for path in files]
        if not all(entries):
            raise SystemExit(1)

    def show(self, path: str, hints: SourceHints, *, as_json: bool) -> bool:
        start, reading, error = time.perf_counter(), Reading(reader=""), ""
        try:
            reading = read(_raw(Path(path)), Path(path).name, hints)
        except Unreadable as unreadable:
            error = str(unreadable)
        seconds = time.perf_counter() - start
        self.stdout.write(_as_json(path, reading, error, seconds) if as_json else _as_text(path, reading, error))
        return not error

    def explain(self, path: str, hints: SourceHints, *, as_json: bool) -> bool:
        explained, error = [], ""
        try:
            explained = explain(_raw(Path(path)), Path(path).name, hints)
        except Unreadable as unreadable:
            error = str(unreadable)
        if as_json:
            entry = {"file": path, "items": [as_data(one) for one in explained], "error": error or None}
            self.stdout.write(json.dumps(entry, ensure_ascii=False))
        elif error:
            self.stdout.write(_as_text(path, Reading(reader=""), error))
        else:
            self.stdout.write("\n".join([path, *("\n".join([*as_text(one), ""]) for one in explained)]))
        return not error


def _raw(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable(f"{path.name}: this is a directory, not a file.")
        if path.stat().st_size > fields.MAX_BYTES:
            raise Unreadable(f"{path.name}: the file is larger than the {fields.MAX_BYTES:,} bytes that copy may have.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path.name}: the file can’t be opened ({error}).") from error


def _as_json(path: str, reading: Reading, error: str, seconds: float) -> str:
    entry = {
        "file": path,
        "reader": reading.reader,
        "items": [{**item.as_dict(), "body_text": html.plain_text(item.body_html)} for item in reading.items],
        "skipped": [{"kind": one.kind, "guid": one.guid, "reason": one.reason} for one in reading.skipped],
        "error": error or None,
        "warnings": [*reading.warnings, *(warning for item in reading.items for warning in item.warnings)],
        "seconds": round(seconds, 4),
        "peak_mb": _peak_mb(),
        "crashed": False,
    }
    return json.dumps(entry, ensure_ascii=False)


def _peak_mb() -> float | None:
    """Of the process so far, in megabytes; Linux tells it in kilobytes."""
    return resource and round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _as_text(path: str, reading: Reading, error: str) -> str:
    if error:
        return f"{path}\n  not read      {error}\n"
    lines = [f"{path} ({reading.reader})"]
    for item in reading.items:
        lines += [*_fields(item), ""]
    lines += [f"  skipped       {one.kind} {one.guid}: {one.reason}" for one in reading.skipped]
    lines += [f"  note          {warning}" for warning in reading.warnings]
    return "\n".join(lines) + "\n"


def _fields(item: WireCopy) -> list[str]:
    """The fields that say something, a line each, and the text last."""
    values = {**item.as_dict(), "body_html": ""}
    values["subjects"] = ", ".join(f"{one.name} ({one.scheme}:{one.code})" for one in item.subjects)
    values["keywords"] = ", ".join(item.keywords)
    values["images"] = ", ".join(image.href for image in item.images)
    values["warnings"] = ""
    width = max(map(len, values))
    lines = [f"  {name:<{width}}  {value}" for name, value in values.items() if value not in ("", None, False, (), [])]
    lines += [f"  {'warning':<{width}}  {warning}" for warning in item.warnings]
    return [*lines, "", *(f"    {line}" for line in html.plain_text(item.body_html).split("\n"))]
