"""The ways that copy comes in: one module a kind, all with the same small interface (see ``base``)."""
