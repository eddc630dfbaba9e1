import django.db.models.deletion
from django.db import migrations, models

# Unique indexes begin with the same column. Dropped by name: to alter the field, SQLite would make the table anew.
DOUBLED = {
    "articles_delivery_source_id_ceee1428": ("articles_delivery", "source_id"),
    "articles_wireitem_delivery_id_f5268006": ("articles_wireitem", "delivery_id"),
}


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_second_factors")]
    operations = [
        migrations.RunSQL(
            [f"DROP INDEX IF EXISTS {name}" for name in DOUBLED],
            [f"CREATE INDEX {name} ON {table} ({column})" for name, (table, column) in DOUBLED.items()],
            state_operations=[
                migrations.AlterField(
                    model_name="delivery",
                    name="source",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="articles.source",
                    ),
                ),
                migrations.AlterField(
                    model_name="wireitem",
                    name="delivery",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="articles.delivery",
                    ),
                ),
            ],
        )
    ]
