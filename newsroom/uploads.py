from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_REQUEST = 250_000_000  # bytes with everything in it: some thirty pictures from a camera


class Bounded(FileUploadHandler):
    """Refuses a request that is too large before any of its files is read; of all others it takes no notice."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig(f"{content_length} bytes were sent at once, and {LARGEST_REQUEST} is the most.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
