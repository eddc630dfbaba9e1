"""Small files of our own in the three XML standards, as an agency would send them; any part may be changed."""

from hypothesis import strategies as st

G2_META = """
<itemMeta>
  <itemClass qcode="ninat:text"/>
  <provider qcode="nprov:holm"><name>Holm News</name></provider>
  <versionCreated>2026-11-20T08:00:00+01:00</versionCreated>
  <firstCreated>2026-11-20T06:00:00Z</firstCreated>
  {embargoed}
  <pubStatus qcode="stat:{status}"/>
  <edNote>Adds quote.</edNote>
  <edNote role="holm:notepad"><div xmlns="http://www.w3.org/1999/xhtml"><p>Adds quote.</p><p>Call Bo.</p></div></edNote>
</itemMeta>"""
G2_CONTENT = """
<contentMeta>
  <urgency>3</urgency>
  <located qcode="holm:1"><name xml:lang="no">Holmen</name><name xml:lang="en">Holm</name></located>
  <genre qcode="genre:Current"><name>Current</name></genre>
  <language tag="en-GB"/>
  <subject qcode="medtop:20000337"><name xml:lang="no">samferdsel</name><name xml:lang="en">transport</name></subject>
  <subject uri="http://cv.iptc.org/newscodes/mediatopic/20000338"><name>shipping</name></subject>
  <subject literal="Ferries"/>
  <subject><mainConcept qcode="holm:sea:2"><name>Sea</name></mainConcept></subject>
  <slugline>HOLM-FERRY</slugline>
  <headline role="holm:subtitle">It was idle</headline>
  <headline>{headline}</headline>
  <dateline>HOLM, Nov 20</dateline>
  <by>By Ada Brook</by>
  <creditline>Holm News/Bo Lind</creditline>
  <keyword>ferry</keyword><keyword>sea</keyword>
  <description role="drol:caption">Not this.</description>
  <description role="drol:summary">It sails &amp; sails.</description>
</contentMeta>"""
G2_BODY = (
    "<html:p>The <html:b>ferry</html:b> sails.<html:br/>Every day.</html:p>"
    "<html:p>It was <html:a href='https://holm.example/idle'>idle</html:a>, caf&eacute; and all.</html:p>"
)
G2_CONTENT_SET = """
<contentSet>
  <inlineXML contenttype="application/xhtml+xml">
    <html:html xmlns:html="http://www.w3.org/1999/xhtml">
      <html:head><html:title/></html:head><html:body>{body}</html:body>
    </html:html>
  </inlineXML>
  <remoteContent href="https://holm.example/s.jpg" contenttype="image/jpeg" width="90"/>
  <remoteContent href="https://holm.example/b.jpg" contenttype="image/jpeg" width="900"/>
  <remoteContent href="file:///etc/passwd" contenttype="image/jpeg" width="9000"/>
</contentSet>"""
G2_RIGHTS = """
<rightsInfo><copyrightHolder literal="Holm"/><copyrightNotice>© Holm News</copyrightNotice>
<usageTerms>Editorial use only.</usageTerms></rightsInfo>"""


def g2_item(
    *,
    guid: str = "urn:newsml:holm.example:20261120:1",
    version: str = "3",
    headline: str = "Ferry back “in service”",
    body: str = G2_BODY,
    status: str = "usable",
    embargoed: str = "",
) -> str:
    meta = G2_META.format(status=status, embargoed=embargoed)
    content = G2_CONTENT.format(headline=headline) + G2_CONTENT_SET.format(body=body)
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}" xml:lang="en">'
        f"{G2_RIGHTS}{meta}{content}</newsItem>"
    )


def g2(**changes: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{g2_item(**changes)}'.encode()


NEWSML12 = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2.dtd:1" "http://holm.example/NewsML_1.2.dtd"
[<!ENTITY % nitf SYSTEM "http://holm.example/nitf.dtd"> %nitf;]>
<NewsML Version="1.2">
<NewsEnvelope><DateAndTime>20261120T070500Z</DateAndTime><Priority FormalName="9"/></NewsEnvelope>
<NewsItem xml:lang="en">
  <Identification>
    <NewsIdentifier>
      <ProviderId>holm.example</ProviderId><DateId>20261120</DateId><NewsItemId>N1</NewsItemId>
      <RevisionId PreviousRevision="0" Update="N">{revision}</RevisionId>
      <PublicIdentifier>urn:newsml:holm.example:20261120:N1:{revision}</PublicIdentifier>
    </NewsIdentifier>
    <NameLabel>not the slugline</NameLabel>
  </Identification>
  <NewsManagement>
    <NewsItemType FormalName="News"/>
    <FirstCreated>20261120T060000Z</FirstCreated>
    <ThisRevisionCreated>20261120T080000+0100</ThisRevisionCreated>
    <Status FormalName="{status}"/>{change}<Urgency FormalName="3"/>
  </NewsManagement>
  <NewsComponent>
    <NewsLines><CopyrightLine>© Holm News</CopyrightLine></NewsLines>
    <AdministrativeMetadata><Provider><Party FormalName="Holm News"/></Provider></AdministrativeMetadata>
    <RightsMetadata><UsageRights><UsageType>Editorial use only.</UsageType></UsageRights></RightsMetadata>
    <TopicSet><Topic><FormalName Scheme="IptcSubjectCodes">10014000</FormalName>
      <Description Variant="Category">LIF</Description><Description Variant="Name">ferries</Description></Topic>
    </TopicSet>
    <DescriptiveMetadata>
      <Language FormalName="en"/><Genre FormalName="Current"/>
      <SubjectCode><Subject FormalName="10000000"/><SubjectMatter FormalName="10014000" Scheme="IptcSubjectCodes"/>
      <SubjectDetail FormalName="sea" Scheme="Holm"/></SubjectCode>
      <Location HowPresent="Origin"><Property FormalName="City" Value="Holm"/></Location>
      <Property FormalName="Keyword" Value="ferry"/>
    </DescriptiveMetadata>
    <NewsComponent>
      <NewsLines>
        <HeadLine>{headline}</HeadLine><SubHeadLine>It sails &amp; sails.</SubHeadLine>
        <ByLine>By Ada Brook</ByLine><DateLine>20/11/2026</DateLine><CreditLine>Holm News/Bo Lind</CreditLine>
        <SlugLine>HOLM-FERRY</SlugLine><KeywordLine>sea</KeywordLine>
        <NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>Adds quote.</NewsLineText></NewsLine>
        <NewsLine><NewsLineType FormalName="ProductLine"/><NewsLineText>(Picture)</NewsLineText></NewsLine>
      </NewsLines>
      <ContentItem><MediaType FormalName="Text"/><DataContent>{content}</DataContent></ContentItem>
    </NewsComponent>
    <NewsComponent Duid="photo1">
      <NewsLines><HeadLine>No. 77</HeadLine><ByLine>Cy Dahl</ByLine><CreditLine>Holm Pictures</CreditLine></NewsLines>
      <NewsComponent><Role FormalName="Caption"/>
        <ContentItem><MediaType FormalName="Text"/><DataContent>The ferry.</DataContent></ContentItem></NewsComponent>
      <NewsComponent><Role FormalName="Thumbnail"/><ContentItem Href="small.jpg"><MediaType FormalName="Photo"/>
        <Characteristics><Property FormalName="Width" Value="90"/></Characteristics></ContentItem></NewsComponent>
      <NewsComponent><Role FormalName="HighDef"/><ContentItem Href="big.jpg"><MediaType FormalName="Photo"/>
        <Characteristics><Property FormalName="Width" Value="900"/></Characteristics></ContentItem></NewsComponent>
    </NewsComponent>
  </NewsComponent>
</NewsItem>
</NewsML>"""
NITF_IN_NEWSML = "<nitf><body><body.content><p>The ferry sails.</p><p>It was idle.</p></body.content></body></nitf>"


def newsml12(
    *,
    revision: str = "3",
    headline: str = "Ferry back “in service”",
    status: str = "Usable",
    change: str = "",
    content: str = NITF_IN_NEWSML,
) -> bytes:
    return NEWSML12.format(revision=revision, headline=headline, status=status, change=change, content=content).encode()


NITF = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "http://holm.example/nitf-3-6.dtd">
<nitf baselang="en">
<head>
  <title>Not the headline</title>
  <meta name="anpa-keyword" content="HOLM-FERRY"/>
  <tobject tobject.type="news">
    <tobject.property tobject.property.type="Current"/>
    <tobject.subject tobject.subject.refnum="10014000" tobject.subject.type="Life" tobject.subject.matter="ferries"/>
    <tobject.subject tobject.subject.ipr="Holm" tobject.subject.refnum="S1" tobject.subject.detail="Sea"/>
    <tobject.subject tobject.subject.ipr="IPTC"/>
  </tobject>
  <docdata{management}>
    <doc-id id-string="holm-1"/>
    <du-key key="unused" version="3"/>
    <urgency ed-urg="3"/>
    <date.issue norm="20261120T080000+0100"/>{release}<date.expire norm="20261130T080000Z"/>
    <doc.copyright year="2026" holder="Holm News"/>
    <doc.rights type="Editorial use only." geography="Holm"/>
    <key-list><keyword key="ferry"/><keyword>sea</keyword></key-list>
    <ed-msg info="Adds quote."/>
  </docdata>
</head>
<body>
  <body.head>
    <hedline><hl1>{headline}</hl1><hl2>It was idle</hl2></hedline>
    <note type="npa"><body.content><p>Call Bo.</p></body.content></note>
    <byline>By <person>Ada Brook</person> <byttl>Holm News Online</byttl></byline>
    <distributor>Holm News</distributor>
    <dateline><location><city>Holm</city>, <country>Norway</country></location>
      <story.date norm="20261120T060000Z">Nov 20</story.date></dateline>
    <abstract><p>It sails &amp; sails.</p></abstract>
  </body.head>
  <body.content>{content}</body.content>
  <body.end><tagline>Ada Brook reported from Holm.</tagline></body.end>
</body>
</nitf>"""
NITF_CONTENT = """
<media media-type="image">
  <media-reference mime-type="image/jpeg" source="small.jpg" width="90"/>
  <media-reference mime-type="image/jpeg" source="https://holm.example/b.jpg" width="900"/>
  <media-caption>The ferry.</media-caption><media-producer>Cy Dahl</media-producer>
</media>
<p>The <person>ferry</person> sails, caf&eacute; and all.</p>
<block><hl2>Before</hl2><p>It was idle.</p><note type="npa">Call Bo.</note></block>
<bq>Sea.</bq>"""


def nitf(
    *, management: str = "", release: str = "", headline: str = "Ferry back “in service”", content: str = NITF_CONTENT
) -> bytes:
    return NITF.format(management=management, release=release, headline=headline, content=content).encode()


def damaged(raw: bytes) -> st.SearchStrategy[bytes]:
    """*raw* as a bad line might deliver it: pieces lost, doubled over or replaced."""

    def cut(pieces: list[tuple[int, int, bytes]]) -> bytes:
        result = bytearray(raw)
        for start, length, other in pieces:
            result[start : start + length] = other
        return bytes(result)

    piece = st.tuples(st.integers(0, len(raw)), st.integers(0, 40), st.binary(max_size=8))
    return st.lists(piece, min_size=1, max_size=4).map(cut)
