"""The one settings file. What differs from place to place comes from the environment: docs/configuration.md."""

from datetime import timedelta
from pathlib import Path

from newsroom import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret_key("SECRET_KEY", VAR_DIR)
SECRET_KEY_FALLBACKS = env.older_keys("SECRET_KEY_FALLBACKS")
SITE_NAME = env.text("SITE_NAME", "The Newsroom")
SITE_URL = env.site_url("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "newsroom.errors.form_expired"

INSTALLED_APPS = [
    "articles",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
]

MIDDLEWARE = [
    "articles.public.page_cache.PageCache",  # outermost: what it keeps has the headers that all below set
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.DeskLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "newsroom.middleware.DeskRefusals",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# https://journallist.net/reference-document-for-trust-txt-specifications
TRUST_WORDS = (
    "member", "belongto", "control", "controlledby", "social", "vendor", "customer", "disclosure", "contact",
    "datatrainingallowed",
)  # fmt: skip

DATABASES = {"default": env.database("DATABASE_URL", VAR_DIR)}
CACHES = {"default": env.cache("CACHE_URL", kept=not DEBUG)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية")]
LANGUAGE_CODE = env.language("LANGUAGE_CODE", "en", LANGUAGES)
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
LANGUAGE_COOKIE_NAME = "desk_language"
LANGUAGE_COOKIE_PATH = "/admin/"  # the desk is in each editor's language; public pages never know of it
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
USE_TZ = True

FILE_UPLOAD_HANDLERS = [
    "newsroom.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
MEDIA_BUCKET = env.text("MEDIA_BUCKET", "")  # then pictures are fetched from signed addresses of it
STORAGES = {
    "default": env.media(MEDIA_BUCKET, VAR_DIR / "media"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Who answers for the site, and which crawlers are sent away: security.txt, trust.txt and robots.txt.
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
TRUST = env.statements("TRUST", TRUST_WORDS)
ROBOTS_REFUSED = env.listed("ROBOTS_REFUSED")
# A hub that tells readers' programs of what is new (https://www.w3.org/TR/websub/); empty for none.
WEBSUB_HUB = env.address("WEBSUB_HUB")
PAGE_SIZE = env.whole_number("PAGE_SIZE", 20, 1, 100)

# The wire: where watched folders are, which networks that are not public may be asked, how long a claim lasts.
WIRE_ROOT = Path(env.text("WIRE_ROOT", str(VAR_DIR / "wire")))
WIRE_PRIVATE_NETWORKS = env.networks("WIRE_PRIVATE_NETWORKS", "")
WIRE_LEASE = env.whole_number("WIRE_LEASE", 90, 2, 3600)

# Cookies and redirects follow the address that readers use: with https in SITE_URL everything is locked to it.
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 3600 * env.whole_number("SESSION_HOURS", 12, 1, 720)
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", *env.media_hosts(MEDIA_BUCKET)],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

LOGIN_URL = "admin:login"
# Signing in: who fails too often at one account from one address waits; counted in the database, for all processes.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.whole_number("SIGN_IN_TRIES", 5, 3, 100)
AXES_COOLOFF_TIME = timedelta(minutes=env.whole_number("SIGN_IN_WAIT", 15, 1, 1440))
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "newsroom.address.of"
AXES_LOCKOUT_CALLABLE = "newsroom.sign_in.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
OTP_TOTP_ISSUER = SITE_NAME

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
