"""Real servers on loopback: HTTP with scripted answers, and a small IMAP4rev1 server; both over TLS if asked."""

import datetime
import ipaddress
import re
import socketserver
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAMES = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]


def certificate(folder: Path) -> Path:
    """A certificate for localhost that signs itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(NAMES), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "localhost.pem"
    plain = serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def server_side(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Script(ThreadingHTTPServer):
    """Answers each path with a function of its handler; remembers what was asked."""

    daemon_threads = True

    def __init__(self, pem: Path | None = None):
        self.paths, self.asked = {}, []
        super().__init__(("127.0.0.1", 0), Answering)
        if pem:
            self.socket = server_side(pem).wrap_socket(self.socket, server_side=True)
        self.url = f"{'https' if pem else 'http'}://localhost:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about."""


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.paths[self.path.partition("?")[0]](self)

    def say(self, status: int, body: bytes = b"", **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Message:
    def __init__(self, uid: int, raw: bytes, *flags: str):
        self.uid, self.raw, self.flags = uid, raw, set(flags)


class Mail(socketserver.ThreadingTCPServer):
    """What imaplib needs of IMAP4rev1: LOGIN, SELECT, UID SEARCH, FETCH, STORE and MOVE, LOGOUT."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, pem: Path):
        self.folders: dict[str, list[Message]] = {"INBOX": [], "Read": []}
        self.validity, self.user, self.password, self.heard = 7, "desk", 'pass "word"', []
        self.claims_size, self.breaks_off_at = None, ""
        super().__init__(("127.0.0.1", 0), Serving)
        self.socket = server_side(pem).wrap_socket(self.socket, server_side=True)
        self.address = f"localhost:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about."""


def unquoted(word: str) -> str:
    return word[1:-1].replace('\\"', '"').replace("\\\\", "\\") if word.startswith('"') else word


class Serving(socketserver.StreamRequestHandler):
    def handle(self):
        self.line("* OK ready")
        self.folder = None
        for line in iter(self.rfile.readline, b""):
            tag, _, rest = line.decode().rstrip("\r\n").partition(" ")
            self.server.heard.append(re.sub(r"^LOGIN.*", "LOGIN", rest))
            if rest == self.server.breaks_off_at:
                self.server.breaks_off_at = ""
                self.line("* 1 FETCH (BODY[] {1000}\r\nFrom: desk@")
                return
            words = re.findall(r'"(?:\\.|[^"\\])*"|\([^)]*\)|\S+', rest)
            verb = words.pop(0).upper()
            verb = f"UID_{words.pop(0).upper()}" if verb == "UID" else verb
            done = getattr(self, verb.lower())(*words)
            self.line(f"{tag} {done or 'OK done'}")
            if verb == "LOGOUT":
                return

    def line(self, text: str):
        self.wfile.write(text.encode() + b"\r\n")

    def capability(self):
        self.line("* CAPABILITY IMAP4rev1 MOVE")

    def login(self, user, password):
        if (unquoted(user), unquoted(password)) != (self.server.user, self.server.password):
            return f"NO no such user {password}"
        return None

    def select(self, folder):
        self.folder = self.server.folders.get(unquoted(folder))
        if self.folder is None:
            return "NO no such folder"
        self.line(f"* {len(self.folder)} EXISTS")
        self.line(f"* OK [UIDVALIDITY {self.server.validity}] valid")
        return None

    def uid_search(self, *words):
        if words[0] == "UNSEEN":
            found = [message.uid for message in self.folder if "\\Seen" not in message.flags]
        else:
            first, newest = int(words[1].partition(":")[0]), max((m.uid for m in self.folder), default=0)
            found = [m.uid for m in self.folder if m.uid >= first or m.uid == newest]
        self.line(" ".join(["* SEARCH", *map(str, found)]))

    def uid_fetch(self, uid, what):
        for place, message in enumerate(self.folder, 1):
            if message.uid != int(uid):
                continue
            if what == "(RFC822.SIZE)":
                size = self.server.claims_size or len(message.raw)
                self.line(f"* {place} FETCH (UID {uid} RFC822.SIZE {size})")
            else:
                self.line(f"* {place} FETCH (UID {uid} BODY[] {{{len(message.raw)}}}")
                self.wfile.write(message.raw)
                self.line(")")

    def uid_store(self, uid, _, flags):
        for message in self.folder:
            if message.uid == int(uid):
                message.flags.add(flags.strip("()"))

    def uid_move(self, uid, folder):
        for message in [m for m in self.folder if m.uid == int(uid)]:
            self.folder.remove(message)
            self.server.folders[unquoted(folder)].append(message)

    def logout(self):
        self.line("* BYE")
