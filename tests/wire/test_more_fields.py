"""Fields that a standard has in a second place, for agencies that leave the first one empty."""

from articles.wire import mail, newsml12, newsmlg2, ninjs, nitf
from articles.wire.copy import SourceHints, Subject, WireCopy

HINTS = SourceHints(code="HOLM", names=("Holm News",))


def only(reader, raw: str) -> WireCopy:
    (item,) = reader.read(raw.encode(), "x", HINTS).items
    return item


def test_newsml_g2_names_creators_terms_references_and_the_page():
    item = only(
        newsmlg2,
        '<newsMessage><header><sender>holm.example</sender><priority>2</priority></header><itemSet><newsItem guid="g">'
        "<rightsInfo><usageTerms>Print.</usageTerms><usageTerms>Not Norway.</usageTerms></rightsInfo>"
        '<itemMeta><itemClass qcode="ninat:text"/><signal qcode="sig:correction"/>'
        '<link rel="irel:alternate" href="https://h.example/1"/></itemMeta><contentMeta>'
        '<altId type="holm:reference">HOLM1</altId><headline>Ferry</headline>'
        '<creator type="cpnat:person"><name>Ada Brook</name></creator>'
        '<creator type="cpnat:organisation"><name>Holm</name></creator></contentMeta></newsItem></itemSet>'
        "</newsMessage>",
    )
    assert (item.byline, item.usage_terms, item.urgency) == ("Ada Brook", "Print.; Not Norway.", 2)
    assert (item.source, item.reference, item.link) == ("holm.example", "HOLM1", "https://h.example/1")
    assert item.warnings == ("The agency calls this version a correction.",)


def test_newsml_1_2_joins_byline_and_title_and_asks_the_envelope():
    head = (
        '<NewsML><NewsEnvelope><Priority FormalName="3"/></NewsEnvelope><NewsItem><NewsComponent>{}</NewsComponent>'
        "</NewsItem></NewsML>"
    )
    lines = "<NewsLines><HeadLine>Ferry</HeadLine><ByLine>Ada</ByLine><ByLineTitle>Reporter</ByLineTitle></NewsLines>"
    item = only(newsml12, head.format(lines))
    assert (item.byline, item.urgency) == ("Ada, Reporter", 3)
    named = (
        "<NewsLines><HeadLine>Ferry</HeadLine></NewsLines>"
        '<AdministrativeMetadata><Creator><Party FormalName="Bo"/></Creator></AdministrativeMetadata>'
    )
    assert only(newsml12, head.format(named)).byline == "Bo"


def test_nitf_reads_what_the_head_identifies_and_corrects():
    item = only(
        nitf,
        '<nitf><head><docdata><correction info="Mends the name."/><identified-content>'
        '<person idsrc="holm" value="p1">Ada Brook</person><classifier type="desk" value="sport"/></identified-content>'
        '</docdata><pubdata name="Holm Daily"/></head><body><body.head><hedline><hl1>Ferry</hl1><hl2>It sails</hl2>'
        '</hedline></body.head><body.content><media media-type="image"><media-reference source="a.jpg" height="4" '
        'width="6" source-credit="Cy" alternate-text="Quay"/></media><p>A</p></body.content></body></nitf>',
    )
    assert item.subjects == (Subject("holm", "p1", "Ada Brook"), Subject("desk", "sport", ""))
    assert (item.ednote, item.standfirst, item.source) == ("Mends the name.", "It sails", "Holm Daily")
    (image,) = item.images
    assert (image.caption, image.credit, image.width, image.height) == ("Quay", "Cy", 6, 4)


def test_ninjs_is_about_people_places_organisations_events_and_objects_too():
    item = only(
        ninjs,
        '{"uri": "u", "headline": "Ferry",'
        '"subjects": [{"name": "Sea", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000337"}],'
        '"people": [{"name": "Ada", "literal": "p1"}], "place": [{"name": "Holm", "scheme": "geo", "code": "7"}],'
        '"rightsInfo": {"linkedRights": "https://h.example/terms"},'
        '"renditions": [{"name": "web", "contentType": "text/html", "href": "https://h.example/1"}]}',
    )
    assert item.subjects == (
        Subject("medtop", "20000337", "Sea"),
        Subject("", "p1", "Ada"),
        Subject("geo", "7", "Holm"),
    )
    assert (item.usage_terms, item.link) == ("https://h.example/terms", "https://h.example/1")


def test_mail_reads_priority_archive_and_what_is_replaced():
    item = only(
        mail,
        "From: a@h.example\nSubject: Ferry\nX-Priority: 1 (Highest)\nArchived-At: <https://h.example/m/1>\n"
        "Supersedes: <0@h.example>\nMessage-ID: <1@h.example>\n\nIt sails.\n",
    )
    assert (item.urgency, item.link) == (1, "https://h.example/m/1")
    assert item.warnings == ("It says that it replaces the message <0@h.example>.",)


def test_newsml_g2_takes_each_line_in_the_language_of_the_story():
    lines = "".join(
        f'<{name} xml:lang="en">English</{name}><{name} xml:lang="fr">Français</{name}>'
        for name in ("headline", "slugline", "by", "creditline", "description")
    )
    item = only(
        newsmlg2,
        '<newsItem guid="g" xml:lang="fr-BE"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>'
        f"<contentMeta>{lines}</contentMeta></newsItem>",
    )
    assert {item.headline, item.slugline, item.byline, item.credit, item.standfirst} == {"Français"}


def test_newsml_1_2_reads_plain_text_with_emphasis_as_paragraphs_and_notes_as_notes():
    item = only(
        newsml12,
        "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Ferry</HeadLine><NewsLine>"
        '<NewsLineType FormalName="Notes"/><NewsLineText>Photos follow</NewsLineText></NewsLine></NewsLines>'
        "<ContentItem><DataContent><![CDATA[It <b>sails</b>.\n\n   It was idle.]]></DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>",
    )
    assert (item.body_html, item.ednote) == ("<p>It <b>sails</b>.</p><p>It was idle.</p>", "Photos follow")


def test_ninjs_reads_a_dateline_where_no_place_is_given():
    assert only(ninjs, '{"uri": "u", "headline": "Ferry", "dateline": "HOLM, Nov 20"}').dateline == "HOLM, Nov 20"


def test_ninjs_reads_bylines_a_place_terms_and_a_summary_in_lists_and_objects():
    item = only(
        ninjs,
        '{"uri": "u", "headline": "Ferry", "bylines": [{"by": "By Ada Brook", "title": "Holm News"}, {"by": "Bo Ek"}],'
        '"datelinelocation": {"city": "Holm"}, "usageterms": ["Print.", "Not Norway."],'
        '"description_summary": "It sails."}',
    )
    assert (item.byline, item.dateline) == ("By Ada Brook, Holm News; Bo Ek", "Holm")
    assert (item.usage_terms, item.standfirst) == ("Print.; Not Norway.", "It sails.")
    assert only(ninjs, '{"uri": "u", "headline": "Ferry", "bylines": 7, "usageterms": {}, "datelinelocation": [1]}')


def test_newsml_g2_reads_a_subtitle_writers_alone_and_html_that_is_written_out():
    item = only(
        newsmlg2,
        '<newsItem guid="g"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta>'
        '<creator role="crol:author"><name>Ada Brook</name></creator>'
        '<creator role="crol:photographer"><name>Cy Dahl</name></creator><headline role="hl:title">Ferry</headline>'
        '<headline role="hl:subtitle">It sails</headline></contentMeta><contentSet>'
        "<inlineXML>&lt;p&gt;It &lt;b&gt;sails&lt;/b&gt;.&lt;/p&gt;</inlineXML></contentSet></newsItem>",
    )
    assert (item.headline, item.standfirst, item.byline) == ("Ferry", "It sails", "Ada Brook")
    assert item.body_html == "<p>It <b>sails</b>.</p>"
