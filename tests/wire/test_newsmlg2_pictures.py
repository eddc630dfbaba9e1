from articles.wire import newsmlg2
from articles.wire.copy import SourceHints, WireImage
from tests.wire.xml_samples import g2_item

HINTS = SourceHints(code="HOLM", names=("Holm News",))
PICTURE = (
    '<newsItem guid="pic:1" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta>'
    "<headline>Quay</headline><description>The quay at dawn.</description><creditline>Holm/Cy Dahl</creditline>"
    '</contentMeta><contentSet><remoteContent href="https://h.example/p.jpg" contenttype="image/jpeg" width="640" '
    'height="480"/></contentSet></newsItem>'
)
PACKAGE = (
    '<packageItem guid="pack:1" version="1"><groupSet root="G"><group id="G"><itemRef residref="{text}"/>'
    '<itemRef residref="pic:1"/></group></groupSet></packageItem>'
)


def images(*beside: str, text: str = "") -> list[tuple[WireImage, ...]]:
    message = f"<newsMessage><itemSet>{text or g2_item(guid='text:1')}{''.join(beside)}</itemSet></newsMessage>"
    return [item.images[1:] for item in newsmlg2.read(message.encode(), "m.xml", HINTS).items]


EXPECTED = (WireImage("https://h.example/p.jpg", "The quay at dawn.", "Holm/Cy Dahl", 640, 480),)


def test_a_picture_item_that_the_text_links_to_is_its_picture():
    linked = g2_item(guid="text:1").replace("</itemMeta>", '<link rel="irel:seeAlso" residref="pic:1"/></itemMeta>')
    assert images(PICTURE, text=linked) == [EXPECTED]


def test_a_package_puts_a_picture_with_the_one_text_in_it():
    assert images(PICTURE, PACKAGE.format(text="text:1")) == [EXPECTED]


def test_a_picture_that_only_came_in_the_same_message_is_nobodys():
    assert images(PICTURE) == [()]
    assert images(PICTURE, PACKAGE.format(text="text:2")) == [()]
