"""The desk's menu: an editor's day from top to bottom, in groups, under the names that the desk uses."""

from django.utils.translation import gettext_lazy as _

GROUPS = (
    (_("Wire"), ("WireItem", "Order")),
    (_("Stories"), ("Story", "Picture", "ReaderReport")),
    (_("Fronts"), ("Pin", "Page")),
    (_("Terms"), ("Source", "Disclaimer", "Section", "Topic", "Person")),
    (_("Record"), ("Edition", "Move", "Look")),
    (_("Machines"), ("Channel", "Gap", "Delivery", "Route", "Grace", "Subscriber", "Dispatch")),
)
REST = _("Administration")  # where all stand that no group names
NAMES = {
    "WireItem": _("Inbox"), "Order": _("Orders of agencies"), "ReaderReport": _("Readers’ reports"),
    "Person": _("Authors"), "Gap": _("Missing numbers"), "Grace": _("Publishing by routes"),
    "Dispatch": _("What others are told"), "Group": _("Roles"),
}  # fmt: skip


def grouped(apps: list[dict]) -> list[dict]:
    """Django's list of apps and their models, regrouped; a group of which nothing may be seen is left out."""
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    for name, label in NAMES.items():
        if name in models:
            models[name]["name"] = label
    groups = [(label, [models.pop(name) for name in names if name in models]) for label, names in GROUPS]
    groups.append((REST, sorted(models.values(), key=lambda model: str(model["name"]))))
    return [
        {"name": label, "app_label": f"group-{place}", "models": shown}
        for place, (label, shown) in enumerate(groups)
        if shown
    ]
