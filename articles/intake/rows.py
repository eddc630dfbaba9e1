"""Rows that each delivery writes and reads, with SQL that is composed once.

Only what every delivery does stands here: of these few statements the ORM takes longer to compose one than the database
to carry it out. The models' fields still say how each value is written.
"""

from datetime import datetime
from functools import lru_cache

from django.db import connection, models

from articles.models import Band, Delivery, Fingerprint, Source, WireItem

DELIVERIES, SOURCES, ITEMS = (model._meta.db_table for model in (Delivery, Source, WireItem))
FINGERPRINTS, BANDS = (model._meta.db_table for model in (Fingerprint, Band))
PLACING = 7_901_1312  # an advisory lock's number
# Whether nobody else places copy, and what keeps the rows: one process writes at a time on SQLite.
LOCKS = {
    "sqlite": ("1", ""),
    "postgresql": (f"pg_try_advisory_xact_lock({PLACING})", " FOR NO KEY UPDATE"),
}
# Many numbers as one parameter, and the rows that it makes.
NUMBERS = {
    "sqlite": ("[{}]", "SELECT value AS number FROM json_each(%s)"),
    "postgresql": ("{{{}}}", "SELECT unnest(%s::bigint[]) AS number"),
}
# What is told of an item that came before; the rest stays in the database until somebody asks.
TOLD = "id, state, reason, position, guid, version, headline, slugline, reader, sent_at, warnings"
COMPARED = f"{TOLD}, digest, delivery_id, source_id, cluster"


def insert(row: models.Model) -> None:
    """What ``row.save(force_insert=True)`` does for a row whose id the database makes, without its hooks."""
    fields, sql = insertion(type(row))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


@lru_cache
def insertion(model: type[models.Model]) -> tuple[list[models.Field], str]:
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    return fields, f"INSERT INTO {meta.db_table} ({columns}) VALUES ({places}) RETURNING {meta.pk.column}"


def delivery(source: Source, sha256: str) -> Delivery | None:
    """The one with these bytes, without them."""
    found = Delivery.objects.raw(
        f"SELECT id, name, received_at, read_at FROM {DELIVERIES} WHERE source_id = %s AND sha256 = %s",
        [source.pk, sha256],
    )
    return next(iter(found), None)


def items(delivery: Delivery) -> list[WireItem]:
    told = f"SELECT {TOLD} FROM {ITEMS} WHERE delivery_id = %s ORDER BY position"
    return list(WireItem.objects.raw(told, [delivery.pk]))


def families(source: Source, guids: set[str]) -> dict[str, list[WireItem]]:
    """Of each guid all versions of that wire story, the newest first."""
    found, named = {guid: [] for guid in guids}, sorted(guids - {""})
    places = ", ".join(["%s"] * len(named)) or "NULL"
    members = WireItem.objects.raw(
        f"SELECT {COMPARED} FROM {ITEMS} WHERE source_id = %s AND guid IN ({places}) ORDER BY version DESC, id DESC",
        [source.pk, *named],
    )
    for item in members:
        found[item.guid].append(item)
    return found


def lock(delivery: Delivery) -> tuple[bool, bool]:
    """Hold the delivery and its source until the transaction ends. Whether it has been read, and whether we are alone.

    On PostgreSQL copy of other sources may be placed at this very moment, by somebody who can't see ours yet.
    """
    alone, locking = LOCKS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT read_at IS NOT NULL, {alone} FROM {DELIVERIES} AS delivery"
            f" JOIN {SOURCES} AS source ON source.id = source_id WHERE delivery.id = %s{locking}",
            [delivery.pk],
        )
        is_read, is_alone = cursor.fetchone()
    return bool(is_read), bool(is_alone)


def wait_for_others() -> None:
    """Until whoever was alone has committed; nobody is from here to the end of our transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock({PLACING})")


def mark_read(delivery: Delivery, at: datetime) -> None:
    with connection.cursor() as cursor:
        written = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(f"UPDATE {DELIVERIES} SET read_at = %s WHERE id = %s", [written, delivery.pk])


def numbers(given: list[int]) -> tuple[str, str]:
    """SQL of rows with these numbers, and its parameter."""
    shape, rows = NUMBERS[connection.vendor]
    return rows, shape.format(",".join(map(str, given)))


def keep_fingerprint(item: WireItem, signature: bytes, keys: list[int]) -> None:
    rows, written = numbers(keys)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {FINGERPRINTS} (item_id, signature) VALUES (%s, %s)", [item.pk, signature])
        cursor.execute(f"INSERT INTO {BANDS} (item, key) SELECT {item.pk}, number FROM ({rows}) AS keys", [written])


def items_under(keys: list[int], limit: int) -> list[int]:
    """The items of the newest bands with these keys."""
    rows, written = numbers(keys)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT item FROM {BANDS} WHERE key IN ({rows}) ORDER BY item DESC LIMIT {limit}", [written])
        return [item for (item,) in cursor.fetchall()]
