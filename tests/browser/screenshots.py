"""Pictures of the sample newsroom for the documentation: python -m tests.browser.screenshots FOLDER"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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


def shoot_desk(base: str, password: str, folder: Path) -> None:
    """The screens that docs/editors.md tells of, as an editor would come to them."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=base).new_page()

        def keep(name: str) -> None:
            page.wait_for_timeout(500)  # the checks and the version beside the text come by themselves
            page.screenshot(path=folder / f"desk-{name}.png", animations="disabled")

        sign_in(page, password)
        keep("front")
        from_wire_to_print(page, keep)
        what_changed(page, keep)
        around_the_stories(page, keep)
        browser.close()


def from_wire_to_print(page: Page, keep: Callable) -> None:
    page.goto("/admin/articles/wireitem/")
    page.locator(".wire-row", has_text="Island states agree").locator(".headline").focus()
    page.keyboard.press("o")
    page.locator("#preview").wait_for()
    keep("inbox")
    page.locator("#preview").get_by_role("button", name="Take", exact=True).click()
    page.fill("#id_headline", "Island states will share the cost of sea rescues")
    page.get_by_label("Show what differs").check()
    keep("story")
    page.get_by_role("button", name="Publish").click()
    keep("publish")


def what_changed(page: Page, keep: Callable) -> None:
    page.goto("/admin/articles/story/?q=Karsund")
    page.locator("#result_list tbody a").first.click()
    story = page.url
    page.fill("#id_headline", "Strong quake shakes Karsund valley; tens of thousands without power")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Correct or update").click()
    page.get_by_label("Correction:").check()
    keep("correct")
    page.goto(story)
    page.get_by_role("link", name="See what changed, and merge").click()
    keep("merge")
    page.goto(story)
    page.get_by_role("link", name="All saves").click()
    keep("history")


def around_the_stories(page: Page, keep: Callable) -> None:
    page.goto("/admin/articles/pin/")
    page.locator(".slot.second").get_by_role("button", name="Pin here").first.click()
    keep("fronts")
    page.goto("/admin/articles/disclaimer/")
    page.get_by_role("link", name="Meridian Release Service terms").click()
    page.fill("#id_wordings-0-text", "Meridian passes on what its clients say, and answers for none of it.")
    page.fill("#id_wordings-0-in_force_from", f"{datetime.now(UTC):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Save and continue editing").click()
    keep("disclaimer")
    page.get_by_role("link", name="Re-issue these stories").first.click()
    keep("reissue")
    page.goto("/source/meridian-release-service/")
    page.locator("main h2 a").first.click()
    page.locator("section.disclaimer").evaluate("section => section.scrollIntoView({ block: 'center' })")
    keep("readers")
    page.goto("/admin/articles/picture/")
    page.locator("#result_list tbody a").first.click()
    keep("picture")


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
            shoot_desk(base, password, folder)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
