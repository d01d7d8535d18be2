"""Typed claims: one module a claim type, each with its grammar in tables under `data/words/`.

A sentence with its mentions comes in, claims with exact spans go out.
"""
