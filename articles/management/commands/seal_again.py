from django.core.management.base import BaseCommand, CommandError

from articles.models import Channel, SecondFactor, Subscriber
from articles.sealing import CHANNELS, SECOND_FACTORS, SUBSCRIBERS, Broken

SEALED = (
    (Channel, "secret", CHANNELS),
    (Subscriber, "secret", SUBSCRIBERS),
    (SecondFactor, "sealed_key", SECOND_FACTORS),
    (SecondFactor, "sealed_digests", SECOND_FACTORS),
)


class Command(BaseCommand):
    help = "Seal all that is sealed with the present SECRET_KEY, so that SECRET_KEY_FALLBACKS can be emptied."

    def handle(self, **options):
        done, broken = 0, []
        for model, field, box in SEALED:
            for row in model.objects.exclude(**{field: ""}).iterator():
                old = getattr(row, field)
                try:
                    sealed = box.seal(box.open(old))
                except Broken:
                    broken.append(f"{row}: no key of SECRET_KEY and SECRET_KEY_FALLBACKS opens its {field}.")
                else:
                    done += model.objects.filter(pk=row.pk, **{field: old}).update(**{field: sealed})
        self.stdout.write(f"{done} sealed with the present SECRET_KEY.")
        if broken:
            raise CommandError("\n".join(broken))
