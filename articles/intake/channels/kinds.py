"""All kinds of channels. A new kind is a new module and one line here."""

from types import ModuleType

from articles.intake.channels import feed, folder, mailbox, push

KINDS: dict[str, ModuleType] = {"folder": folder, "feed": feed, "mailbox": mailbox, "push": push}
POLLED = [name for name, kind in KINDS.items() if kind.POLLED]
