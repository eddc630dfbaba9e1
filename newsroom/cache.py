"""What is kept in a cache can always be made again: this process's memory, or a Redis that may be away."""

import logging
import time
from collections import defaultdict
from threading import Lock
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

LONGEST_WAIT = 0.25  # seconds: a page is made in much less
PAUSE = 10  # seconds that a Redis which did not answer is left alone
log = logging.getLogger(__name__)

memories: dict[str, dict[tuple, tuple[Any, float | None]]] = defaultdict(dict)  # by location: threads share them
one_at_a_time = Lock()


class ProcessMemory(BaseCache):
    """Hands out the very thing that it was given, where Django's own makes a copy each time: for what never changes.

    What has been here longest makes room.
    """

    def __init__(self, location, params):
        super().__init__(params)
        self.held = memories[location]

    def get(self, key, default=None, version=None):
        value, ends = self.held.get((version, key), (default, None))
        return value if ends is None or ends > time.time() else default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        with one_at_a_time:
            self.held.pop((version, key), None)
            if len(self.held) >= self._max_entries:
                del self.held[next(iter(self.held))]
            self.held[version, key] = value, self.get_backend_timeout(timeout)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        absent = self.get(key, version=version) is None
        if absent:
            self.set(key, value, timeout, version)
        return absent

    def delete(self, key, version=None):
        return self.held.pop((version, key), None) is not None

    def clear(self):
        self.held.clear()


class ForgivingRedisCache(RedisCache):
    """``get`` and ``set`` do nothing while Redis is away; it is said once in the log, and once when it is back."""

    asked_again_at = 0.0
    away = False

    def __init__(self, server, params):
        # One failed attempt is enough to know; the client's own habit is to try for seconds.
        patience = {
            "socket_timeout": LONGEST_WAIT,
            "socket_connect_timeout": LONGEST_WAIT,
            "retry": Retry(NoBackoff(), 0),
        }
        super().__init__(server, {**params, "OPTIONS": {**params.get("OPTIONS", {}), **patience}})

    def get(self, key, default=None, version=None):
        return self.unless_away(default, super().get, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self.unless_away(None, super().set, key, value, timeout, version)

    def unless_away(self, otherwise, act, *words):
        # The class remembers, for all threads of the process: each of them has a backend of its own.
        this = type(self)
        if time.monotonic() < this.asked_again_at:
            return otherwise
        try:
            answer = act(*words)
        except RedisError as error:
            this.asked_again_at = time.monotonic() + PAUSE
            if not this.away:
                this.away = True
                log.warning("Redis is away, pages are made without it: %s", error)
            return otherwise
        if this.away:
            this.away = False
            log.warning("Redis is back.")
        return answer
