"""Which tables and triggers a database really has: below every layer, as migrations and system checks ask it."""

from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE = "SELECT name FROM sqlite_master"
POSTGRES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r'"
    " UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
)


def absent(connection: BaseDatabaseWrapper, names: list[str]) -> list[str]:
    """Those of these tables and triggers that this database does not have, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRES)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name not in present]
