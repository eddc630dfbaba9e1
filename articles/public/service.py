"""What machines ask for: is the site well, and what may a crawler read?"""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache

from articles.public.reading import PLAIN, only_read

REFUSED = """\
User-agent: {name}
Disallow: /

"""
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search/

Sitemap: {site_url}/sitemap.xml
Sitemap: {site_url}/sitemap-news.xml
"""


@never_cache
@only_read
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the database answers: a server that can't reach it is taken out of the balance."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", content_type=PLAIN, status=503)
    return HttpResponse("ok\n", content_type=PLAIN)


@only_read
def robots(request: HttpRequest) -> HttpResponse:
    refused = "".join(REFUSED.format(name=name) for name in settings.ROBOTS_REFUSED)
    return HttpResponse(refused + ROBOTS.format(site_url=settings.SITE_URL), content_type=PLAIN)


@only_read
def favicon(request: HttpRequest) -> HttpResponse:
    """For feed readers and search engines, which ask for it at this address without having read a page."""
    return HttpResponseRedirect(static("public/logo.png"))
