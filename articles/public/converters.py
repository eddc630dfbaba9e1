"""Path converters. None lets a control character or a lone surrogate through: no database should be asked for one."""

PRINTABLE = r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff"


class Text:
    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class Code(Text):
    """A story's public code."""

    regex = r"[0-9a-z]{1,12}"


class Words(Text):
    """A story's slug, in any script."""

    regex = PRINTABLE + r"/]{1,300}"


class Reference(Text):
    """An agency's identifier; some agencies write slashes in theirs."""

    regex = PRINTABLE + r"]{1,200}"


class Rest(Text):
    """Whatever comes, for what is answered without looking at it."""

    regex = r"(?s:.*)"
