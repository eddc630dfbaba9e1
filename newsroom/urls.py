from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from articles.intake.push import push
from articles.public import errors
from newsroom import errors as desk_errors

urlpatterns = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("wire/push/<slug:code>/", push, name="push"),
    path("", include("articles.public.urls")),
]

handler400 = desk_errors.bad_request
handler403 = desk_errors.forbidden
handler404 = desk_errors.not_found
handler500 = errors.server_error
