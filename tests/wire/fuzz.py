"""Feeds one reader with bytes that atheris makes up, for as long as it is told to.

    pip install atheris
    python -m tests.wire.fuzz newsmlg2 -max_total_time=600 CORPUS

CORPUS is a folder of samples to start from; what it finds there grows. A finding is kept as a small test.
"""

import sys
import time

import atheris

with atheris.instrument_imports(include=["articles.wire"]):
    from articles.wire import readers
    from articles.wire.copy import Skipped, SourceHints, Unreadable, WireCopy

HINTS = SourceHints(code="HOLM", names=("Holm News",), language="en", timezone="Europe/Berlin")
# Bytes of this length are read in milliseconds; what takes a second is a finding.
SECONDS = 1.0


def main() -> None:
    name = sys.argv.pop(1)
    reader = next(one for one in readers.READERS if name == one.NAME)

    def one_input(raw: bytes) -> None:
        if not reader.sniff(raw, "fuzz.bin"):
            return
        start = time.process_time()
        try:
            reading = reader.read(raw, "fuzz.bin", HINTS)
        except Unreadable as refused:
            if not str(refused).startswith("fuzz.bin: "):
                raise AssertionError(f"no file is named: {refused}") from refused
            return
        seconds = time.process_time() - start
        if seconds > SECONDS:
            raise AssertionError(f"{seconds:.1f} s for {len(raw)} bytes")
        for item in reading.items:
            if WireCopy.from_dict(item.as_dict()) != item or not item.guid:
                raise AssertionError(f"no whole copy: {item}")
        if not all(isinstance(one, Skipped) for one in reading.skipped):
            raise AssertionError("no skipped entries")

    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
