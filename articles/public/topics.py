"""Where the address of a topic that was renamed or merged leads to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.models import Topic


def led_on(request: HttpRequest, slug: str, route: str, *words: str) -> HttpResponse:
    """To the topic that stands under its new name, with the same filters; 404 if there never was such a topic."""
    topic = Topic.objects.under(slug)
    if topic is None or topic.slug == slug:
        raise Http404("There is no such topic.")
    query = request.GET.urlencode()
    return redirect(reverse(route, args=[topic.slug, *words]) + (f"?{query}" if query else ""), permanent=True)
