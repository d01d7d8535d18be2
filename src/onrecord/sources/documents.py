"""The pages of prose that a run brought, as a WARC archive that `onrecord read`, `check` and `copies` take."""

from __future__ import annotations

import io
import uuid
from collections.abc import Collection
from pathlib import Path

from onrecord.record.folder.durable import write_whole
from onrecord.sources.archive import Archive
from onrecord.sources.journal import Run
from onrecord.sources.source import Capture, Document


def write_documents(file: Path, run: Run, pages: Collection[Document], archive: Archive) -> None:
    """Write the pages of a run, which are told by their addresses, to a WARC file.

    A page whose bytes are those of the run before is left out: it is in that one's file. The same run gives the same
    bytes again.
    """
    addresses = {page.address for page in pages}
    new = [one for one in run.captures if {one.address, one.final_address} & addresses and not one.unchanged]
    if not new:
        return
    packed = io.BytesIO()
    for capture in new:
        _add(packed, capture, archive.bodies.get(capture.digest))
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, packed.getvalue())


def _add(packed: io.BytesIO, capture: Capture, body: bytes) -> None:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - only collections with pages need it
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    writer = WARCWriter(packed, gzip=True)
    kind = capture.headers.get("content-type", "text/html")
    http = StatusAndHeaders(f"{capture.status} OK", [("Content-Type", kind)], protocol="HTTP/1.1")
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{capture.final_address} {capture.digest} {capture.fetched_at.isoformat()}")
    said = {
        "WARC-Date": f"{capture.fetched_at:%Y-%m-%dT%H:%M:%SZ}",
        "WARC-Record-ID": f"<urn:uuid:{name}>",
    }
    # With its length given, warcio needs no temporary file, which it would leave open.
    record = writer.create_warc_record(
        capture.final_address,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict=said,
    )
    writer.write_record(record)
