"""Picture files: bytes in, bytes out. Knows no Django, no database, no storage and no network."""
