"""Addresses, remembered: a page names dozens, most of them again and again, and each costs Django a search."""

from functools import lru_cache

from django.urls import reverse

REMEMBERED = 10_000


@lru_cache(REMEMBERED)
def address(name: str, *parts: str) -> str:
    return reverse(name, args=parts)
