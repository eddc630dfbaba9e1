"""JSON from outside, RFC 8259 (https://www.rfc-editor.org/rfc/rfc8259), read as tolerantly as no value is guessed."""

import json

from articles.wire.copy import Unreadable

# Python needs quadratic time for the digits of a number, and refuses more than 4,300.
DIGITS = 400
# What cleaning takes its time for: 250 tags and line ends for each of a thousand stories.
MOST_PIECES = 250_000


def parsed(decoded: str, name: str) -> object:
    """The value of a JSON text. NaN, Infinity and line ends in a string are no JSON, but no reason to lose a story."""
    if decoded.count("<") + decoded.count("\\n") > MOST_PIECES:
        raise Unreadable(f"{name}: it has more than {MOST_PIECES:,} tags and line ends; it was not read.")
    try:
        return json.loads(decoded, strict=False, parse_constant=lambda constant: None, parse_int=_number)
    except json.JSONDecodeError as error:
        raise Unreadable(f"{name}: no valid JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except RecursionError as error:
        raise Unreadable(f"{name}: the JSON is nested too deeply.") from error


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= DIGITS else digits
