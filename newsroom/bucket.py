"""Pictures in a bucket of S3, or of what speaks like it; imported only where its requirements are installed."""

from botocore.config import Config
from storages.backends.s3 import S3Storage

# As it comes, a service that does not answer is asked five times, a minute each: no reader and no worker waits so long.
PATIENCE = Config(connect_timeout=5, read_timeout=15, retries={"total_max_attempts": 2})


class Bucket(S3Storage):
    def __init__(self, **options):
        super().__init__(**options)
        self.client_config = self.client_config.merge(PATIENCE)
