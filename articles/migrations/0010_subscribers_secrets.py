from django.db import migrations, models

import articles.models.outbox
from articles.sealing import SUBSCRIBERS


def seal(apps, schema_editor):
    """Posts go on being signed; where the secrets stood in clear nothing is left of them."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA secure_delete = ON")
    rewrite(apps, SUBSCRIBERS.seal)


def unseal(apps, schema_editor):
    rewrite(apps, SUBSCRIBERS.open)


def rewrite(apps, made):
    subscribers = apps.get_model("articles", "Subscriber").objects
    for key, secret in list(subscribers.values_list("pk", "secret")):
        subscribers.filter(pk=key).update(secret=made(secret))


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_fewer_indexes")]
    operations = [
        migrations.AlterField(
            model_name="subscriber",
            name="secret",
            field=models.TextField(default=articles.models.outbox.new_sealed_secret, editable=False),
        ),
        migrations.RunPython(seal, unseal),
    ]
