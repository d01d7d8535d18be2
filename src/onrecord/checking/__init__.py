"""Checking decides each claim of an article against the record, as of the article's day and as of now.

A document and a record come in; a `CheckedArticle` with verdicts, their evidence, and findings goes out.
"""
