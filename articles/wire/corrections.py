"""Whether an agency says that a version corrects the one before it: by a signal of its format, or in words."""

import re

from articles.wire.copy import WireCopy

SIGNAL = "The agency calls this version a correction."  # what a reader of a format with such a signal warns of
LIMIT = 4_000
NAMES = (
    # English, French, German, Spanish, Portuguese, Italian, Dutch, Swedish and Norwegian, Turkish, Russian
    r"corrections?|corrected|corrects|correcting|corrective|correctif|correctifs|rectificatif|rectification|corrige|"
    r"corrigé|corrigée|korrektur|korrigiert|berichtigung|berichtigt|corrección|correccion|corregido|corrige|"
    r"rectificación|fe de erratas|correção|correcção|corrigido|errata|erratum|rettifica|correzione|corregge|corretto|"
    r"correctie|rectificatie|gecorrigeerd|rättelse|rättat|rettelse|rettet|düzeltme|исправление|исправлено|поправка"
)
UNSPACED = "تصحيح|تصويب|更正|訂正|정정"  # Arabic, Chinese, Japanese, Korean
WORD = rf"(?:(?:{NAMES})(?!\w)|(?:{UNSPACED}))"
TO_EDITORS = r"(?:eds|editors|note to editors|attention(?: editors)?|ednote|note|nota|hinweis|achtung)\W+"
# A note, or a sentence of it, that begins with the word.
BEGINS = re.compile(rf"^\W*(?:{TO_EDITORS})*(?:(?:this|the)\s+\w+\s+)?{WORD}", re.IGNORECASE)
# Anywhere in a note: "Adds quotes, corrects name in para 3"; but not "no corrections", "corrections desk".
CORRECTS = re.compile(
    r"(?<!\w)(?:corrects|correcting|corrected version|has been corrected|corrige|corregge|berichtigt|korrigiert)(?!\w)",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"(?<!\w)(?:no|not|without|nothing|never|pas|aucune?|kein\w*|nicht|ohne|sin|sem|senza|geen|niet)\s+(?:\w+\s+){0,3}?"
    rf"(?:to be\s+)?{WORD}",
    re.IGNORECASE,
)
DESK = re.compile(r"(?<!\w)corrections?\s+(?:desk|facility|officers?|department|policy|page)(?!\w)", re.IGNORECASE)
# A headline or slugline is marked: "Correction: …", "CORRECTED-…", "…/CORRECTION".
MARKED = re.compile(rf"^\W*{WORD}(?:\s*\([^)]*\))?\s*[:：\-–—/]", re.IGNORECASE)
SLUG = re.compile(r"(?:^|[\s/,_-])(?:CORRECTION|CORRECTED|CORRECTIVE|CORRECTIF|BERICHTIGUNG|KORREKTUR)(?:$|[\s/,_-])")
SENTENCES = re.compile(r"[\n.;!؛。！]+")


def is_correction(copy: WireCopy) -> bool:
    marked = any(MARKED.search(line[:300]) for line in (copy.headline, copy.slugline))
    return SIGNAL in copy.warnings or marked or bool(SLUG.search(copy.slugline[:200])) or says_so(copy.ednote)


def says_so(ednote: str) -> bool:
    sentences = [one for one in SENTENCES.split(ednote[:LIMIT]) if not DENIED.search(one) and not DESK.search(one)]
    return any(BEGINS.search(one) or CORRECTS.search(one) for one in sentences)
