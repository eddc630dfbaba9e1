"""The numbers that wire services give to what they send: the letters of a service, and its count.

IPTC 7901 and ANPA 1312 begin each message with them; NewsML 1.2 and NewsML-G2 have a transmission's id, which is a
number with some agencies only.
"""

import re

HEAD = 64 * 2**10
TELEX = re.compile(rb"\x01([A-Za-z]{1,3}?)([0-9]{1,6})(?=[ \x1f]|[^\x1f\r\n]{0,20}\x1f)")
TRANSMISSION = re.compile(
    rb"<(?:[A-Za-z][\w.-]{0,20}:)?(?:TransmissionId|transmitId)>\s*([0-9]{1,12})\s*</(?:[A-Za-z][\w.-]{0,20}:)?"
    rb"(?:TransmissionId|transmitId)>"
)
FOUND = 200


def numbers(raw: bytes, reader: str) -> list[tuple[str, int]]:
    """(service, number) of each message in *raw*, which *reader* has read; empty where the format has none."""
    name = reader.partition("/")[0]
    if name in ("iptc7901", "anpa1312"):
        found = TELEX.finditer(raw)
        return [(one[1].decode().lower(), int(one[2])) for one, _ in zip(found, range(FOUND), strict=False)]
    if name in ("newsml12", "newsmlg2") and (one := TRANSMISSION.search(raw[:HEAD])):
        return [("", int(one[1]))]
    return []
