"""What readers get while the storage of pictures answers nobody."""

from django.core.files.storage import default_storage
from django.test import Client

from articles.public.machines.share import card_name
from tests.desk.studio import brought_in, printed
from tests.public.pages import tree


def test_a_card_is_drawn_from_its_words_though_nothing_can_be_kept(client, cast, storage_goes, caplog):
    edition = cast.published(headline="Ferry saved").editions.get()
    address = f"/cards/{card_name(edition)}.png"
    kept = client.get(address).content
    storage_goes()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer.content == kept) == (200, "image/png", True)
    assert "The card of “Ferry saved” could not be kept: The storage of pictures does not serve us" in caplog.text


def test_a_picture_asks_its_reader_to_come_back(cast, storage_goes):
    edition = printed(cast, brought_in(cast, credit="Ann"))
    file = tree(Client().get(edition.get_absolute_url())).xpath("string(//main//img/@src)")
    storage_goes()
    answer = Client(raise_request_exception=False).get(file)
    assert (answer.status_code, answer.get("Retry-After"), "no-store" in answer["Cache-Control"]) == (503, "30", True)


def test_no_page_that_links_pictures_or_cards_fails(cast, storage_goes):
    picture = brought_in(cast, credit="Ann", may_syndicate=True)
    with_picture, without = printed(cast, picture), cast.published().editions.get()
    pages = [
        "/", "/latest/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemap-news.xml", "/api/stories/",
        *(edition.get_absolute_url() for edition in (with_picture, without)),
        *(f"/api/stories/{edition.code}/newsml-g2.xml" for edition in (with_picture, without)),
    ]  # fmt: skip
    before = [client_sees(page) for page in pages]
    storage_goes()
    assert [client_sees(page) for page in pages] == before
    assert {status for status, _ in before} == {200}
    assert sum(picture.cut_digest in text for _, text in before) >= 6
    assert not default_storage_answers()


def client_sees(page: str) -> tuple[int, str]:
    answer = Client().get(page)
    return answer.status_code, b"".join(answer).decode()


def default_storage_answers() -> bool:
    try:
        default_storage.exists("anything")
    except ConnectionError:
        return False
    return True
