"""A chart as a file: SVG as it is drawn, or PNG by resvg, which the extra `onrecord[png]` brings."""

from __future__ import annotations

from pathlib import Path

from onrecord.terms.errors import BadInput

SUFFIXES = (".svg", ".png")
"""The kinds of picture that are drawn."""

SHARP = 2.0
"""Pixels of a PNG for each of the drawing: sharp on a screen with small pixels, and on paper."""


def picture(svg: str, path: Path) -> str | bytes:
    """Return the drawing in the form that the name of a file asks for.

    Raises `BadInput` for another ending, and for .png where the extra is not installed.

    >>> picture("<svg/>", Path("a.svg"))
    '<svg/>'
    """
    require(path)
    if path.suffix.lower() == ".svg":
        return svg
    import resvg_py  # noqa: PLC0415 - an extra; who draws SVG does without

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=SHARP))


def require(path: Path) -> None:
    """Refuse a file that cannot be drawn, before any work is done.

    Raises `BadInput` as `picture` does.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadInput(f"{str(path)!r} does not end in {' or '.join(SUFFIXES)}: these are drawn.")
    if suffix == ".png":
        from importlib.util import find_spec  # noqa: PLC0415 - only a PNG needs to know

        if find_spec("resvg_py") is None:
            raise BadInput(
                f"{str(path)!r} needs the extra for PNG: install it with `pip install 'onrecord[png]'`, or draw a .svg."
            )
