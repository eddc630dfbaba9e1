"""The dialects that are declared: one for each agency that has habits of its own. Chosen on the Source.

A new agency is one more entry in :data:`DIALECTS`; :mod:`articles.wire.dialect` says what each line means.
"""

import re
from dataclasses import replace

from articles.wire.copy import SourceHints
from articles.wire.dialect import Dialect

HEADINGS = (
    "Legal Disclaimer:",
    "Disclaimer:",
    "免责声明：",
    "Haftungsausschluss:",
    "Avertissement :",
    "Avertissement:",
    "Clause de non-responsabilité :",
    "Descargo de responsabilidad:",
    "إخلاء مسؤولية:",
    "إخلاء المسؤولية:",
    "سلب مسئولیت:",
    "Отказ от ответственности:",
)
# Whole lines of web pages, in the languages that copy comes in.
FURNITURE = re.compile(
    r"Search|Share|Print|Tweet|Menu|Home|Subscribe|Advertisement|Read more|Share this article|Related news"
    r"|ID\s*:|Auth[eo]r\s*:|\d{1,9}|MEDIA RELEASE(?: [A-Z]{2}\d+)?|分享到[:：]?|推荐阅读|انتهای پیام[/\d\s]*|/?انتها/?"
    r"|您所在的位置[:：].*|当前位置[:：].*|(?:[^|\n]{1,12}\|){5,}[^|\n]{1,12}",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"Tags|Your Comment|Post a comment|Leave a comment|Comments|News ID:? \d+|أضف تعليق|نظر شما|Ошибка в тексте\?.*"
    r"|Сегодня в СМИ|Данный сайт использует .*|This (?:web)?site uses cookies.*|Diese Website verwendet Cookies.*",
    re.IGNORECASE,
)

MENAFN_WORDING = (
    "MENAFN provides the information “as is” without warranty of any kind. We do not accept any responsibility or "
    "liability for the accuracy, content, images, videos, licenses, completeness, legality, or reliability of the "
    "information contained in this article. If you have any complaints or copyright issues related to this article, "
    "kindly contact the provider above."
)
MRS_WORDINGS = (
    "Meridian Release Service distributes this release on behalf of its issuer. The issuer alone is responsible for "
    "its content, and Meridian Release Service gives no warranty, express or implied, that it is accurate, complete or "
    "lawful. If you have a complaint or a copyright concern about this release, kindly contact the issuer named above.",
    "Meridian Release Service distributes this release on behalf of its issuer and does not edit or verify it. The "
    "issuer alone is responsible for its accuracy, legality and images; nothing in it is investment, legal or medical "
    "advice. Complaints and copyright concerns may be sent to the issuer or to the Meridian Release Service "
    "corrections desk, which will answer within five working days.",
)
HFN_WORDING = (
    "本文由海风通讯社供稿，仅供签约媒体编辑刊用，文中观点不代表刊载方立场。未经海风通讯社书面授权，任何单位和个人不得转载、"
    "摘编或用于商业用途；刊用时须注明“来源：海风通讯社”，并保留稿件编号。"
)

GENERIC = Dialect(headings=HEADINGS, furniture=FURNITURE, ends=ENDS)
DIALECTS = (
    Dialect(
        code="MENAFN",
        name="MENAFN",
        language="en",
        mark=re.compile(r"\(MENAFN(?:\s*[-–—]\s*[^()]{1,80})?\)\s*"),
        credit=re.compile(r"(?P<source>MENAFN)\s*[-–—]\s*[^()]{1,80}"),
        reference=re.compile(r"MENAFN(?P<date>\d{8})\d{12}ID\d{6,12}"),
        headings=("Legal Disclaimer:", "Disclaimer:"),
        wordings=(MENAFN_WORDING,),
        furniture=re.compile(r"Search|MENAFN"),
        ends=ENDS,
    ),
    Dialect(
        code="MRS",
        name="Meridian Release Service",
        language="en",
        mark=re.compile(r"\(MRS(?:\s*[-–—]\s*[^()]{1,80})?\)\s*"),
        credit=re.compile(r"(?P<source>MRS)\s*[-–—]\s*[^()]{1,80}"),
        reference=re.compile(r"MRS(?P<date>\d{8})\d{12}ID\d{6,12}"),
        headings=("Legal Disclaimer:", "Disclaimer:"),
        wordings=MRS_WORDINGS,
        furniture=re.compile(r"Search|MRS|Meridian Release Service"),
        ends=ENDS,
    ),
    Dialect(
        code="HFN",
        name="海风通讯社",
        language="zh",
        timezone="Asia/Shanghai",
        reference=re.compile(r"HFN(?P<date>\d{8})\d{12}ID\d{6,12}"),
        headings=("免责声明：", "免责声明:"),
        wordings=(HFN_WORDING,),
        furniture=re.compile(r"搜索|返回首页|海风通讯社|分享到[:：]?"),
        ends=ENDS,
    ),
    Dialect(
        code="AP",
        name="The Associated Press",
        language="en",
        timezone="America/New_York",
        dateline=re.compile(r"(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý’'. -]{1,40}(?:, [\w. ]{2,30})?) \(AP\) [-–—]"),
        # Its interface adds to the address what it was asked for, and the version of each answer.
        guid=re.compile(r"(?P<guid>https://api\.ap\.org/media/v/content/[0-9a-f]+)\?.*"),
        boilerplate=re.compile(r"(?:Copyright|©) (?:\d{4} )?The Associated Press\. All rights reserved\..*"),
        orders=re.compile(r"^\W*(?:BULLETIN KILL|KILL|WITHHOLD|ELIMINATE)\b"),
    ),
    Dialect(
        code="EFE",
        name="Agencia EFE",
        language="es",
        timezone="Europe/Madrid",
        dateline=re.compile(r"(?P<place>[^\W\d_][^\d()\n]{1,60}), \d{1,2} [a-z]{3,10}\.? \(EFE\)\.?\s*[-–—]"),
        orders=re.compile(r"^\W*(?:ANULACI[ÓO]N|AN[ÚU]LESE|EMBARGADA?|NO PUBLICAR)\b"),
    ),
    Dialect(
        code="TASS",
        name="TASS",
        language="en",
        timezone="Europe/Moscow",
        dateline=re.compile(r"(?P<place>[A-Z][A-Z’'. -]{1,60}), [A-Z][a-z]{2,8} \d{1,2}\. /TASS/\."),
        orders=re.compile(r"^\W*(?:АННУЛИРОВАН\w*|АННУЛЯЦИЯ|КИЛЛ|ЭМБАРГО ДО)\b"),
    ),
    Dialect(
        code="ANSA",
        name="ANSA",
        language="it",
        timezone="Europe/Rome",
        dateline=re.compile(r"(?:\(ANSA\) - )?(?P<place>[A-Z][A-ZÀ-Ý'’ -]{1,60}), \d{1,2} [A-Z]{3} [-–—]"),
        boilerplate=re.compile(r"\(ANSA\)\.?|RIPRODUZIONE RISERVATA © Copyright ANSA", re.IGNORECASE),
        orders=re.compile(r"^\W*(?:ANNULLARE|ANNULLATA?|DA NON PUBBLICARE|EMBARGO FINO)\b"),
    ),
    Dialect(
        code="LUSA",
        name="Lusa",
        language="pt",
        timezone="Europe/Lisbon",
        dateline=re.compile(
            r"(?P<place>[^\W\d_][^\d()\n]{1,60}), \d{1,2} [a-z]{3,10}\.?(?: \d{4})? \(Lusa\)\s*(?:--|[–—-])"
        ),
        boilerplate=re.compile(r"Lusa/[Ff]im\.?"),
        orders=re.compile(r"^\W*(?:ANULAR|ANULADA?|NÃO PUBLICAR|EMBARGO ATÉ)\b"),
    ),
    Dialect(
        code="RITZAU",
        name="Ritzau",
        language="da",
        timezone="Europe/Copenhagen",
        dateline=re.compile(r"(?P<place>[^\W\d_][^\d/\n]{1,40}) /ritzau/:?"),
        guid=re.compile(r"(?P<guid>\d{8}:[A-Z]{2,5}:\d{1,8}):\d{1,3}"),
        boilerplate=re.compile(r"/ritzau/\.?"),
        orders=re.compile(r"^\W*(?:ANNULLERES|TRUKKET TILBAGE|KLAUSULERET TIL)\b"),
    ),
)
BY_CODE = {dialect.code: dialect for dialect in DIALECTS}


def choices() -> list[tuple[str, str]]:
    """What may be chosen on a source."""
    return [(dialect.code, dialect.name) for dialect in DIALECTS]


def chosen(hints: SourceHints, story: str = "") -> Dialect:
    """The dialect of the source; where no source is given, the one that *story* itself shows."""
    if hints.dialect or hints.code:
        return BY_CODE.get(hints.dialect, GENERIC)
    return next((dialect for dialect in DIALECTS if _shows(dialect, story)), GENERIC)


def hints_for(code: str, dialect: str = "") -> SourceHints:
    """What is known of source *code* without asking the newsroom's own records."""
    named = BY_CODE.get(dialect or code)
    return replace(named.hints(), code=code or named.code) if named else SourceHints(code=code)


def _shows(dialect: Dialect, story: str) -> bool:
    if dialect.reference and dialect.reference.search(story):
        return True
    if dialect.mark and any(dialect.mark.match(line) for line in story.split("\n")[:50]):
        return True
    return bool(dialect.name) and re.search(rf"来源[:：]\s*{re.escape(dialect.name)}(?!\w)", story) is not None
