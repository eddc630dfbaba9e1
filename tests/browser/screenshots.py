"""Pictures of the sample newsroom for the documentation: python -m tests.browser.screenshots FOLDER"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch

ROOT = Path(__file__).parents[2]
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
READERS = {
    "front": "/",
    "section": "/section/science/",
    "latest": "/latest/?language=en",
    "search": "/search/?q=harbour",
}
DESK = {"desk": "/admin/", "inbox": "/admin/articles/wireitem/"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_newsroom(environment: dict) -> str:
    """A sample newsroom of its own; the password that it prints once."""
    said = ""
    for words in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
        command = [sys.executable, "manage.py", *words]
        said += subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    return re.search(r"password “(.+?)”", said)[1]


def serve(environment: dict, port: int) -> subprocess.Popen:
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--port", str(port), "newsroom.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise RuntimeError("The server did not come up.")


def sign_in(page, password: str) -> None:
    page.goto("/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", password)
    page.click("[type=submit]")


def shoot(base: str, password: str, folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for width in WIDTHS:
            for scheme in SCHEMES:
                size = {"width": width, "height": 844 if width < 600 else 900}
                page = browser.new_context(viewport=size, color_scheme=scheme, base_url=base).new_page()
                for name, path in READERS.items():
                    page.goto(path)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                page.goto("/")
                page.click("main h2 a")
                page.screenshot(path=folder / f"story-{width}-{scheme}.png")
                sign_in(page, password)
                for name, path in DESK.items():
                    page.goto(path)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                page.goto(page.locator(".wire-row .headline").first.get_attribute("href"))
                page.screenshot(path=folder / f"item-{width}-{scheme}.png")
        browser.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="newsroom-screenshots-", ignore_cleanup_errors=True) as place:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        environment = {**os.environ, "VAR_DIR": place, "SITE_URL": base}
        environment.pop("DATABASE_URL", None)
        password = make_newsroom(environment)
        server = serve(environment, port)
        try:
            shoot(base, password, folder)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
