"""Reading turns an article into claims that can be checked.

Bytes or text come in; a `Document` with blocks and sentences, then mentions of names, dates and quantities, and at
last typed claims go out, each with its exact span. It knows language, not facts: whether a claim is true is decided
in `onrecord.checking`.
"""
