"""How a story's language is written and what it is called."""

from django.utils.translation import get_language_info

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr"}


def direction(tag: str) -> str:
    """``rtl`` or ``ltr``, of a language tag such as ``ar-EG`` or ``ku-Arab``."""
    language, *rest = tag.lower().split("-")
    return "rtl" if language in RIGHT_TO_LEFT or RIGHT_TO_LEFT_SCRIPTS.intersection(rest) else "ltr"


def is_known(tag: str) -> bool:
    try:
        get_language_info(tag.lower())
    except KeyError:
        return False
    return True


def name(tag: str) -> str:
    """In the language itself, as its readers would look for it."""
    return get_language_info(tag.lower())["name_local"].capitalize() if is_known(tag) else tag
