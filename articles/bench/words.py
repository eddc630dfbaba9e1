"""Words for made-up stories: like news to a database and to a page, and plainly nobody's."""

from dataclasses import dataclass, field
from random import Random

COMMON, RARE = "minister", "quokka"
SENTENCES = 3_000  # of a language; a text takes some of them and adds a name of its own
PARTS = ("ba", "da", "ko", "li", "mo", "na", "pe", "ri", "sa", "ta", "ve", "zu", "el", "or", "in", "um")
WORDS = {
    "en": (
        "the of and to in a is for on that by with from at as after said would talks market bank river border council "
        "region trade police court energy harbour election budget storm health school border price growth union vote "
        f"{COMMON} president company workers deal plan report officials city country government week year court judge "
        "railway airport village farmers prices summit league final coach season match players climate flood drought"
    ),
    "fr": (
        "le la les de des du un une et à en pour sur que par avec dans au après selon gouvernement ville région "
        f"marché banque accord conseil élection budget tempête santé école prix croissance syndicat vote {COMMON} "
        "président entreprise salariés projet rapport pays semaine année tribunal juge gare village énergie frontière"
    ),
    "ar": (
        "في من على إلى عن مع بعد أن قال الرئيس الوزير الحكومة المدينة البلاد السوق البنك الحدود المحكمة الشرطة الطاقة "
        f"الانتخابات الميزانية العاصفة الصحة المدرسة الأسعار النمو الاتفاق التقرير الأسبوع العام القاضي {COMMON}"
    ),
    "zh": "政府 总统 部长 经济 市场 银行 边境 法院 警方 能源 选举 预算 风暴 卫生 学校 价格 增长 协议",
}


@dataclass
class Writer:
    """Texts in several languages; the same ones for the same random numbers."""

    random: Random
    sentences: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self):
        self.sentences = {tag: [self.sentence(tag) for _ in range(SENTENCES)] for tag in WORDS}

    def name(self) -> str:
        return "".join(self.random.choices(PARTS, k=self.random.randint(2, 4))).capitalize()

    def sentence(self, language: str) -> str:
        words = WORDS[language].split()
        chosen = self.random.choices(words, k=self.random.randint(8, 22))
        if language == "zh":
            return "".join(chosen) + "。"
        return f"{' '.join(chosen).capitalize()} {self.name()}."

    def headline(self, language: str) -> str:
        words = self.random.choice(self.sentences[language]).rstrip(".。")
        return f"{self.name()}: {' '.join(words.split()[:9])}"

    def paragraph(self, language: str) -> str:
        return " ".join(self.random.choices(self.sentences[language], k=4))
