"""Rows that each batch of deliveries writes and reads, with SQL that is composed once, and set-wise.

Only what every batch does stands here: of these few statements the ORM takes longer to compose one than the database
to carry it out. The models' fields still say how each value is written.
"""

import json
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from django.db import connection, models

from articles.models import Band, Delivery, Fingerprint, Source, WireItem

DELIVERIES, SOURCES, ITEMS = (model._meta.db_table for model in (Delivery, Source, WireItem))
FINGERPRINTS, BANDS = (model._meta.db_table for model in (Fingerprint, Band))
PLACING = 7_901_1312  # an advisory lock's number
# Many values as one parameter.
AMONG = {"sqlite": ("IN (SELECT value FROM json_each(%s))", json.dumps), "postgresql": ("= ANY(%s)", list)}
# Of JSON that names items, each with its keys, as one parameter: a row for each item; for each of its keys; what says
# that a column has one of these (PostgreSQL reads the whole table unless they are an array); numbers as one value.
SETS = {
    "sqlite": ("json_each(%s)", "json_each(asked.value)", "IN ({})", "json_group_array(item)"),
    "postgresql": (
        "json_each(%s::json)",
        "json_array_elements_text(asked.value)",
        "= ANY (ARRAY({}))",
        "json_agg(item)::text",
    ),
}
# What is told of an item that came before; the rest stays in the database until somebody asks.
TOLD = "id, delivery_id, state, reason, position, guid, version, headline, slugline, reader, sent_at, warnings"
COMPARED = f"{TOLD}, digest, source_id, cluster"


def among(values: Collection) -> tuple[str, object]:
    """SQL that says of a column that it has one of these values, and its parameter."""
    condition, written = AMONG[connection.vendor]
    return condition, written(list(values))


def insert(rows: list[models.Model], *unique: str) -> None:
    """What ``bulk_create`` does, without hooks, for rows whose ids the database makes; ``unique`` tells them apart."""
    inserted(rows, unique, "")


def insert_new(rows: list[models.Model], *unique: str) -> list[models.Model]:
    """Those that are there already are left out; returns the others."""
    return inserted(rows, unique, "ON CONFLICT DO NOTHING")


def inserted(rows: list[models.Model], unique: tuple[str, ...], on_conflict: str) -> list[models.Model]:
    fields, sql, places = insertion(type(rows[0]), unique)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql.format(rows=", ".join([places] * len(rows)), on_conflict=on_conflict), values)
        ids = {tuple(key): pk for pk, *key in cursor.fetchall()}
    for row in rows:
        row.pk = ids.get(tuple(getattr(row, name) for name in unique))
        row._state.adding, row._state.db = row.pk is None, connection.alias
    return [row for row in rows if row.pk is not None]


@lru_cache
def insertion(model: type[models.Model], unique: tuple[str, ...]) -> tuple[list[models.Field], str, str]:
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns, back = ", ".join(f'"{field.column}"' for field in fields), ", ".join((meta.pk.column, *unique))
    sql = f"INSERT INTO {meta.db_table} ({columns}) VALUES {{rows}} {{on_conflict}} RETURNING {back}"
    return fields, sql, f"({', '.join(['%s'] * len(fields))})"


def deliveries(source: Source, hashes: Collection[str]) -> dict[str, Delivery]:
    """Those with these bytes, by their SHA-256, without the bytes."""
    condition, written = among(hashes)
    found = Delivery.objects.raw(
        f"SELECT id, sha256, name, received_at, read_at FROM {DELIVERIES} WHERE source_id = %s AND sha256 {condition}",
        [source.pk, written],
    )
    return {delivery.sha256: delivery for delivery in found}


def items(deliveries: Collection[int]) -> list[WireItem]:
    condition, written = among(deliveries)
    told = f"SELECT {TOLD} FROM {ITEMS} WHERE delivery_id {condition} ORDER BY delivery_id, position"
    return list(WireItem.objects.raw(told, [written]))


def families(source: Source, guids: set[str]) -> dict[str, list[WireItem]]:
    """Of each guid all versions of that wire story, the newest first."""
    found = {guid: [] for guid in guids}
    condition, written = among(guids - {""})
    members = WireItem.objects.raw(
        f"SELECT {COMPARED} FROM {ITEMS} WHERE source_id = %s AND guid {condition} ORDER BY version DESC, id DESC",
        [source.pk, written],
    )
    for item in members:
        found[item.guid].append(item)
    return found


def lock(source: Source) -> bool:
    """Hold the source until the transaction ends: its versions must be compared in some order. Whether we are alone.

    On PostgreSQL copy of other sources may be placed at this very moment, by somebody who can't see ours yet. SQLite
    lets one process write at a time.
    """
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pg_try_advisory_xact_lock({PLACING}) FROM {SOURCES} WHERE id = %s FOR NO KEY UPDATE", [source.pk]
        )
        return cursor.fetchone()[0]


def wait_for_others() -> None:
    """Until whoever was alone has committed; nobody is from here to the end of our transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock({PLACING})")


def read_before(deliveries: Collection[int]) -> set[int]:
    """Those of them that somebody has read; ask while the source is held."""
    condition, written = among(deliveries)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {DELIVERIES} WHERE id {condition} AND read_at IS NOT NULL", [written])
        return {pk for (pk,) in cursor.fetchall()}


def mark_read(deliveries: Collection[int], at: datetime) -> None:
    condition, written = among(deliveries)
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(f"UPDATE {DELIVERIES} SET read_at = %s WHERE id {condition}", [moment, written])


def keep_fingerprints(prints: dict[int, bytes], keys: dict[int, list[int]]) -> None:
    asked, each, _, _ = SETS[connection.vendor]
    places = ", ".join(["(%s, %s)"] * len(prints))
    values = [value for pair in prints.items() for value in pair]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {FINGERPRINTS} (item_id, signature) VALUES {places}", values)
        cursor.execute(
            f"INSERT INTO {BANDS} (item, key) SELECT CAST(asked.key AS bigint), CAST(band.value AS bigint)"
            f" FROM {asked} AS asked, {each} AS band",
            [json.dumps(keys)],
        )


def items_under(keys: dict[int, list[int]], limit: int) -> dict[int, list[int]]:
    """For each item those of the newest bands with its keys."""
    asked, each, one_of, listed = SETS[connection.vendor]
    its_keys = one_of.format(f"SELECT CAST(one.value AS bigint) FROM {each} AS one")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT asked.key, (SELECT {listed} FROM (SELECT item FROM {BANDS} AS band"
            f" WHERE band.key {its_keys} ORDER BY item DESC LIMIT {limit}) AS found) FROM {asked} AS asked",
            [json.dumps(keys)],
        )
        return {int(item): json.loads(found or "[]") for item, found in cursor.fetchall()}
