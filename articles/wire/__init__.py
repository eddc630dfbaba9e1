"""Copy in transit: bytes to :class:`~articles.wire.copy.WireCopy`, one module a standard; no Django, no database."""
