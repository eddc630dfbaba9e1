from django.urls import path, register_converter

from articles.public import (
    about,
    archive,
    converters,
    corrections,
    disclaimers,
    front,
    history,
    lists,
    pictures,
    previews,
    reports,
    searching,
    service,
    stories,
    styleguide,
    wire_changes,
)
from articles.public.machines import api, feeds, share, sitemaps, trust

register_converter(converters.Code, "code")
register_converter(converters.Words, "words")
register_converter(converters.Reference, "reference")
register_converter(converters.Rest, "rest")
register_converter(previews.Token, "token")
register_converter(archive.Year, "year")
register_converter(archive.TwoDigits, "two_digits")
register_converter(pictures.Name, "picture")
register_converter(share.CardName, "card")
register_converter(feeds.Format, "feed")
register_converter(sitemaps.Month, "month")
register_converter(sitemaps.Day, "day")
register_converter(sitemaps.Position, "position")

DAY = "archive/<year:year>/<two_digits:month>/<two_digits:day>/"

urlpatterns = [
    # /
    path("", front.front, name="front"),
    path("latest/", lists.latest, name="latest"),
    path("search/", searching.search, name="search"),
    path("corrections/", corrections.corrections, name="corrections"),
    # /section/ /topic/ /source/ /author/
    path("section/<slug:slug>/", lists.section, name="section"),
    path("topic/<slug:slug>/", lists.topic, name="topic"),
    path("source/<slug:slug>/", lists.source, name="source"),
    path("author/<slug:slug>/", lists.author, name="author"),
    # /story/ /ref/
    path("story/<code:code>/", stories.story, name="story_by_code"),
    path("story/<code:code>/history/", history.history, name="history"),
    path("story/<code:code>/report/", reports.report, name="report"),
    path("story/<code:code>/report/sent/", reports.report_sent, name="report_sent"),
    path("story/<code:code>/wire/", wire_changes.wire_changes, name="wire_changes"),
    path("story/<code:code>/<words:slug>/", stories.story, name="story"),
    path("ref/<reference:reference>/", stories.reference, name="reference"),
    # /media/
    path("media/<picture:name>", pictures.media, name="media"),
    path("cards/<card:name>.png", share.card, name="card"),
    # /archive/
    path("archive/", archive.archive, name="archive"),
    path("archive/<year:year>/", archive.year, name="archive_year"),
    path("archive/<year:year>/<two_digits:month>/", archive.month, name="archive_month"),
    path(DAY, archive.day, name="archive_day"),
    # /disclaimers/
    path("disclaimers/<slug:slug>/", disclaimers.disclaimer, name="disclaimer"),
    # /about/ /sitemap/
    path("about/", about.about, name="about"),
    path("about/<slug:slug>/", about.page, name="page"),
    path("sitemap/", about.site_map, name="site_map"),
    # /styleguide/
    path("styleguide/", styleguide.index, name="styleguide"),
    path("styleguide/<slug:name>/", styleguide.sheet, name="specimen"),
    # <any list>/feed.
    path("feed.<feed:form>", feeds.front, name="front_feed"),
    path("latest/feed.<feed:form>", feeds.latest, name="latest_feed"),
    path("search/feed.<feed:form>", feeds.search, name="search_feed"),
    path("corrections/feed.<feed:form>", feeds.corrections, name="corrections_feed"),
    path("section/<slug:slug>/feed.<feed:form>", feeds.section, name="section_feed"),
    path("topic/<slug:slug>/feed.<feed:form>", feeds.topic, name="topic_feed"),
    path("source/<slug:slug>/feed.<feed:form>", feeds.source, name="source_feed"),
    path("author/<slug:slug>/feed.<feed:form>", feeds.author, name="author_feed"),
    path(f"{DAY}feed.<feed:form>", feeds.archive_day, name="archive_feed"),
    # /preview/
    path("preview/<token:token>/", previews.preview, name="preview"),
    path("preview/<token:token>/<picture:name>", previews.media, name="preview-media"),
    # /api/
    path("api/stories/", api.stories, name="api_stories"),
    path("api/stories/<code:code>/", api.story, name="api_story"),
    path("api/stories/<code:code>/newsml-g2.xml", api.story_newsml, name="api_newsml"),
    path("api/", api.openapi, name="api"),
    path("api/openapi.json", api.openapi, name="api_openapi"),
    path("api/<rest:rest>", api.nothing, name="api_nothing"),
    # for machines
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-news-<position:before>.xml", sitemaps.news, name="sitemap_news_before"),
    path("sitemap-<month:month>.xml", sitemaps.month, name="sitemap_month"),
    path("sitemap-<day:day>.xml", sitemaps.day, name="sitemap_day"),
    path(".well-known/security.txt", trust.security, name="security"),
    path("trust.txt", trust.trust, name="trust"),
    path(".well-known/trust.txt", trust.trust),
    path("healthz", service.healthz, name="healthz"),
    path("favicon.ico", service.favicon, name="favicon"),
    path("robots.txt", service.robots, name="robots"),
]
