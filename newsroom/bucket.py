"""Pictures in a bucket of S3, or of what speaks like it; imported only where its requirements are installed."""

from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

# As it comes, a service that does not answer is asked five times, a minute each: no reader and no worker waits so long.
PATIENCE = Config(connect_timeout=5, read_timeout=15, retries={"total_max_attempts": 2})


@contextmanager
def reached() -> Iterator[None]:
    """A service that is away, or refuses us, is the same to all who ask a storage, whatever it is made of."""
    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise ConnectionError(f"The storage of pictures does not serve us: {error}") from error


class Bucket(S3Storage):
    def __init__(self, **options):
        super().__init__(**options)
        self.client_config = self.client_config.merge(PATIENCE)

    @reached()
    def _open(self, name, mode="rb"):
        """With its bytes, that none fail to come while they are sent on."""
        opened = super()._open(name, mode)
        opened.file  # noqa: B018  fetches them
        return opened

    @reached()
    def _save(self, name, content):
        return super()._save(name, content)

    @reached()
    def delete(self, name):
        super().delete(name)

    @reached()
    def exists(self, name):
        return super().exists(name)

    @reached()
    def url(self, name, *args, **kwargs):
        return super().url(name, *args, **kwargs)
