"""The library as a user types it; mypy reads this file, nothing runs it."""

from datetime import date

import onrecord
from onrecord import measures
from onrecord.checking.result import CheckedClaim, Finding, Verdict
from onrecord.terms.labels import Label

record: onrecord.Record = onrecord.open_record()
document: onrecord.Document = onrecord.read("A summit was held in Paris.", published=date(2025, 2, 12))
checked: onrecord.CheckedArticle = onrecord.check(document, record)
first: CheckedClaim = checked.claims[0]
verdict: Verdict = first.now
label: Label = verdict.label
findings: tuple[Finding, ...] = checked.findings
words: str = document.quote(first.claim.span)
as_json: dict[str, object] = checked.to_dict()
page: str = onrecord.reports.render(checked, "html")
past: onrecord.View = record.as_of(date(2025, 7, 25))
found: measures.Measurement = measures.ask(past, "overdue", maker="deepseek")
wait: measures.Estimate = found["wait"]
how_long: float | None = wait.value
rows: list[dict[str, object]] = past.query("SELECT event FROM events")
