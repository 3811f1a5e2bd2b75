"""The one password of the demonstration, apart from the models: whatever greets a newcomer may name it."""

DEMONSTRATION_PASSWORD = "thu-nghiem-de-an-03"  # noqa: S105 -- printed on purpose, invented people only
