"""Measuring: a newsroom full of made-up stories, and what its pages cost."""
