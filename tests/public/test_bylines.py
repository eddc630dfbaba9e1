from hypothesis import given
from hypothesis import strategies as st

from articles.public.bylines import Part, linked, unnamed

ADA = {"name": "Ada Lindqvist", "slug": "ada"}
ADA_MAI = {"name": "Ada Lindqvist-Mai", "slug": "ada-mai"}
LAYLA = {"name": "ليلى حداد", "slug": "layla"}


def test_names_in_a_printed_byline_are_found_where_they_stand():
    parts = linked("By Ada Lindqvist and Bo Ek, with ليلى حداد in Sahl", [LAYLA, ADA])
    assert parts == [
        Part("By "), Part("Ada Lindqvist", "ada"), Part(" and Bo Ek, with "), Part("ليلى حداد", "layla"),
        Part(" in Sahl"),
    ]  # fmt: skip
    assert unnamed(parts, [LAYLA, ADA]) == []


def test_capitals_and_longer_names_are_not_mistaken():
    assert linked("ADA LINDQVIST", [ADA]) == [Part("ADA LINDQVIST", "ada")]
    assert linked("Ada Lindqvist-Mai", [ADA, ADA_MAI]) == [Part("Ada Lindqvist-Mai", "ada-mai")]
    assert linked("Ada Lindqvistsson", [ADA]) == [Part("Ada Lindqvistsson")]


def test_whom_the_byline_does_not_name_is_named_elsewhere():
    assert unnamed(linked("Staff", [ADA, LAYLA]), [ADA, LAYLA]) == [ADA, LAYLA]
    assert linked("", [ADA]) == []
    assert linked("Staff", []) == [Part("Staff")]


NAMES = st.text(st.sampled_from("Ab c.(*é"), max_size=6)


@given(NAMES, st.lists(NAMES, max_size=3))
def test_no_letter_of_a_byline_is_lost(byline, names):
    parts = linked(byline, [{"name": name, "slug": f"s{place}"} for place, name in enumerate(names)])
    assert "".join(part.words for part in parts) == byline
