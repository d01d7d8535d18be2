"""Who copied whom: copies, rewrites and independent reports, and what a rewrite did to the facts.

Articles come in; out go families, how far each article is derived and from which, the spans that are verbatim,
rewritten or new, and where a rewrite changed or lost a fact. An independent source counts once, however many papers
printed it.
"""
