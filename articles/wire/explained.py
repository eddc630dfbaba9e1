"""Explanations for people and for machines: each field that says something, its value, and where that came from."""

from articles.wire import html
from articles.wire.explain import Explained, Origin

SHOWN, VALUE_LIMIT = 3, 70
UNSAID = "no single place: a default of the standard, or said in more places than one"
# Of use to programs alone.
HIDDEN = ("kind", "numbered", "embargo_unreadable")


def as_data(one: Explained) -> dict:
    """Plain JSON data."""
    values = one.copy.as_dict()
    told = {
        name: {"value": value, "from": [_data(origin) for origin in _ordered(one.origins.get(name, []))]}
        for name, value in values.items()
        if name not in HIDDEN and (_says_something(value) or name in one.origins)
    }
    return {"fields": told, "complete": one.complete}


def as_text(one: Explained) -> list[str]:
    """Lines for a terminal."""
    lines = []
    for name, told in as_data(one)["fields"].items():
        if name == "warnings":
            lines += [f"  warning: {warning}" for warning in told["value"]]
            continue
        lines.append(f"  {name:<16} {_value(name, told['value'])}")
        origins = _ordered(one.origins.get(name, []))
        lines += [f"    {line}" for line in _origins(origins)] if origins else [f"    ← {UNSAID}"]
    if not one.complete:
        lines.append("  Time ran out before every place of the file was tried: some origins are missing.")
    return lines


def _says_something(value: object) -> bool:
    return value not in ("", None, False, (), [], {})


def _ordered(origins: list[Origin]) -> list[Origin]:
    """What fills the field before what decides it."""
    return sorted(origins, key=lambda one: not one.fills)


def _data(origin: Origin) -> dict:
    return {"place": origin.what, "line": origin.line, "said": origin.said, "fills": origin.fills}


def _value(name: str, value: object) -> str:
    plain = html.plain_text(value) if name == "body_html" else str(value)
    plain = " ".join(plain.split())
    return plain if len(plain) <= VALUE_LIMIT else f"{plain[:VALUE_LIMIT]}…"


def _origins(origins: list[Origin]) -> list[str]:
    filling = [one for one in origins if one.fills] or origins
    deciding = [one for one in origins if one not in filling]
    lines = [f"← {_line(one)}" for one in filling[:SHOWN]]
    if len(filling) > SHOWN:
        lines.append(f"← … {len(filling) - SHOWN} more places, to {_line(filling[-1])}")
    named = ", ".join(one.what for one in deciding[:SHOWN])
    more = f" and {len(deciding) - SHOWN} more" if len(deciding) > SHOWN else ""
    return [*lines, f"  decided by {named}{more}"] if deciding else lines


def _line(origin: Origin) -> str:
    where = f"{origin.what}, line {origin.line}" if origin.line and not origin.what.startswith("line ") else origin.what
    return f"{where}: “{origin.said}”" if origin.said else where
