from django.conf import settings


class ContentSecurityPolicy:
    """Sends ``settings.SECURE_CSP`` with every response; no page here needs an inline script or style."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.SECURE_CSP.items())

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response
