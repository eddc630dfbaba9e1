"""The words by which agencies kill, withhold and embargo, in the languages that copy comes in; read by :mod:`holds`.

In a language with capitals these make the mark, or the sentence does: "Kill Bill" in a headline is a film,
"KILL: Kill Bill" an order, "Story withdrawn: Kill Bill" too.
"""

import re

# After an upper-case mark comes punctuation, nothing, or text that is not all capitals: a headline in capitals may
# begin with the same word.
AFTER = r"(?=\s*(?:$|[:;,.!/(\[*–—-])|\s+(?!\w)|\s+KILL\b|[^a-zа-я]*[a-zа-я])"
START = (
    r"^[\W_]*(?:(?:BULLETIN|URGENT|FLASH|ADVISORY|ATTENTION|EDITORS|EDS|MANDATORY|STRICTLY|STRICT|STORY|UNDER|SOUS"
    r"|ACHTUNG|Achtung|DÉPÊCHE|DEPECHE|MELDUNG|NOTICIA|NOTIZIA|NOTA|СООБЩЕНИЕ|СРОЧНО|ВНИМАНИЕ)[\W_]+)*"
)

KILLS = (
    re.compile(
        rf"{START}(?:KILL|KILLED|WITHDRAWN|RETRACTED|RETRACTION|CANCELLED|CANCELED|ANNULATION|ANNULÉE?|[ÀA] ANNULER"
        r"|ZURÜCKGEZOGEN|RÜCKZUG|STORNIERT|STORNO|ANNULLIER(?:T|UNG)|INGETROKKEN|GEANNULEERD|VERVALLEN|ANNULLERE[ST]"
        r"|TREKKES|TRUKKET|DRAS TILLBAKA|TILLBAKADRAGE[NT]|ÅTERKALLA[DS]|PERUTTU|ANULOWAN[AO]"
        r"|CANCELAD[AO]|ANULAD[AO]|ANULACI[ÓO]N|AN[ÚU]LESE|ANULAR|ANNULLAT[AO]|ANNULLARE"
        rf"|АННУЛИРОВАН[АО]?|АННУЛЯЦИЯ|ОТОЗВАНО|ОТЗЫВ СООБЩЕНИЯ)\b{AFTER}"
    ),
    re.compile(
        r"\b(?:BULLETIN|MANDATORY|STORY|ADVISORY)[\W_]+KILL\b|\bKILL\s+(?:THIS|STORY|ITEM|COPY|NOTICE|ADVISORY)\b"
        r"|^[A-Z0-9][A-Z0-9/-]*[-/]KILL\b"
    ),
    re.compile(
        r"^[\W_]*(?:(?:bulletin|mandatory|advisory|story) kill"
        r"|(?:the |this )?(?:story|item|article|copy) (?:is |was |has been )?(?:withdrawn|retracted|killed))"
        r"\b(?=\s*(?:$|[:;.!(–—-]))",
        re.IGNORECASE,
    ),
    re.compile(r"^\W*(?:إلغاء|سحب|تلغى|يلغى|يُلغى|نلغي|ألغي) (?:ال)?(?:خبر|برقية)\b"),
    re.compile(r"^[\s【\[(（]*(?:撤稿|稿件撤回|稿件作废|撤销稿件|此稿作废|(?:配信|記事)?取り消し|(?:전문|기사) ?취소)"),
)
WITHHOLDS = (
    re.compile(
        rf"{START}(?:WITHHOLD|WITHHELD|HOLD FOR RELEASE|DO NOT (?:USE|PUBLISH|RELEASE|RUN)"
        r"|NOT FOR (?:PUBLICATION|RELEASE|USE)|NE PAS (?:PUBLIER|UTILISER|DIFFUSER)"
        r"|NICHT (?:VERWENDEN|VERÖFFENTLICHEN|ZUR VERÖFFENTLICHUNG|FREI(?:GEGEBEN)?)"
        r"|NO (?:PUBLICAR|DIFUNDIR)|(?:DA )?NON PUBBLICARE|NÃO PUBLICAR|НЕ ПУБЛИКОВАТЬ|НЕ ДЛЯ ПУБЛИКАЦИИ)\b"
    ),
    re.compile(r"^\W*(?:يرجى عدم النشر|ليس للنشر|غير مخصص للنشر|يحظر النشر|ممنوع النشر|محظور النشر)"),
    re.compile(r"^[\s【\[]*(?:禁止发布|暂勿发布|勿用|暂不发布)"),
)
UNTIL = r"(?:UNTIL|TILL?|TOT|BIS|JUSQU|HASTA|FINO|AT[ÉE]|DO|ДО|until|till?|tot|bis|jusqu|hasta|fino|até|do)"
EMBARGOES = (
    re.compile(rf"{START}(?:EMBARGO(?:ED|É)?|EMBARGAD[AO]|ЭМБАРГО)\b(?=\s*(?:$|[:;(\[–—-])|\s+{UNTIL})"),
    re.compile(rf"{START}(?:EMBARGO|EMBARGOED)\b[^a-z]*[a-z]|^EMBARGOED FOR RELEASE\b"),
    re.compile(rf"{START}(?:NOT BEFORE|(?:NOT )?FOR RELEASE (?:AT|ON|AFTER|BEFORE)|NICHT VOR)\s+[^\n]{{0,20}}\d"),
    re.compile(rf"{START}NICHT FREI (?:VOR|BIS)\b"),
    re.compile(
        r"^\W*(?:(?:strictly |under )?embargo(?:ed)? (?:until|till|for release|to (?=\d))|under embargo\b"
        r"|sperrfrist\b|sperrefrist\b|spärrtid\b|klausuleret\b|gesperrt bis\b"
        r"|embargad[ao] (?:hasta|até)\b|(?:sous )?embargo jusqu|sotto embargo fino"
        r"|эмбарго до\b)",
        re.IGNORECASE,
    ),
    re.compile(r"^\W*(?:خبر )?(?:محظور|يحظر|حظر)(?: نشره| النشر)? (?:حتى|قبل|لغاية)"),
    re.compile(r"^[\s【\[(（]*(?:发布禁令至|禁发至|禁发期|解禁时间|解禁日時|엠바고)"),
)

# An ednote, or a line that is addressed to editors, speaks to them: words do there what elsewhere only capitals do.
# "3 killed" is no order.
TO_EDITORS = re.compile(
    r"^\W*(?:attention[,:]? )?(?:eds|editors?|news editors?|note to editors?|an die redaktionen|achtung redaktionen"
    r"|note aux rédactions|a los editores)\b",
    re.IGNORECASE,
)
NOTED_KILL = re.compile(
    r"\bKILL\b|(?i:^\W*(?:please\s+)?kill\s*$|\bkill\s+(?:this\b|the\s+(?:story|item|article|copy|version)\b)"
    r"|\b(?:story|item|article|version)\s+(?:is|was|has been)\s+(?:killed|withdrawn|retracted)\b)",
    re.MULTILINE,
)
NOTED_WITHHOLD = re.compile(
    r"\bwithh(?:old|eld)\b|\bhold for release\b|\bdo not (?:use|publish|release)\b|\bnot for (?:publication|release)\b"
    r"|\bne pas (?:publier|utiliser|diffuser)\b|\bnicht (?:verwenden|veröffentlichen)\b"
    r"|\bno publicar\b|\bnon pubblicare\b|\bnão publicar\b",
    re.IGNORECASE,
)
NOTED_EMBARGO = re.compile(
    r"\bembargo(?:ed)?\s*(?::|until|till|jusqu|bis\b|hasta|fino)|\bembargoed\b|\bunder embargo\b|\bsous embargo\b"
    r"|\bsperrfrist\b|\bembargad[ao]\b",
    re.IGNORECASE,
)
