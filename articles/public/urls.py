from django.urls import path, register_converter

from articles.public import converters, corrections, disclaimers, front, lists, service, stories

register_converter(converters.Code, "code")
register_converter(converters.Words, "words")
register_converter(converters.Reference, "reference")

urlpatterns = [
    # /
    path("", front.front, name="front"),
    path("latest/", lists.latest, name="latest"),
    path("search/", lists.search, name="search"),
    path("corrections/", corrections.corrections, name="corrections"),
    # /section/ /topic/ /source/ /author/
    path("section/<slug:slug>/", lists.section, name="section"),
    path("topic/<slug:slug>/", lists.topic, name="topic"),
    path("source/<slug:slug>/", lists.source, name="source"),
    path("author/<slug:slug>/", lists.author, name="author"),
    # /story/ /ref/
    path("story/<code:code>/", stories.story),
    path("story/<code:code>/<words:slug>/", stories.story, name="story"),
    path("ref/<reference:reference>/", stories.reference, name="reference"),
    # /disclaimers/
    path("disclaimers/<slug:slug>/", disclaimers.disclaimer, name="disclaimer"),
    # for machines
    path("healthz", service.healthz, name="healthz"),
    path("robots.txt", service.robots, name="robots"),
]
