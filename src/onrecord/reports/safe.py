"""Text that others wrote, made safe to show: it cannot act on a terminal, hide, or turn the line around."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, among them the escape of ANSI sequences
    r"\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidirectional, invisible
    r"\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f]"  # separators, lone surrogates, invisible tags
)
_DELETE = 0x7F


def visible(text: str) -> str:
    r"""Return the text with control, invisible and direction-changing characters written out.

    Newlines and tabs stay; joiners that scripts and emoji need stay.

    >>> visible("a\x1b[31mred\u202e")
    'a␛[31mred‹U+202E›'
    """
    return _UNSAFE.sub(_written_out, text)


def one_line(text: str) -> str:
    r"""Return the text safe to show and on one line.

    >>> one_line("two\n  lines ")
    'two lines'
    """
    return " ".join(visible(text).split())


def web_address(address: str) -> str:
    """Return the address if a reader may be sent there, else nothing: http(s) with a host, no disguise.

    >>> web_address("https://example.org/a?b=c"), web_address("javascript:alert(1)")
    ('https://example.org/a?b=c', '')
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    # "https://trusted.example@elsewhere.example" reads like one host and is another.
    honest = parts.scheme.lower() in {"http", "https"} and host and "@" not in parts.netloc
    clean = not re.search(r"[\s<>\"'`\\]", address) and visible(address) == address
    return address if honest and clean else ""


def dump_json(value: Any) -> str:
    r"""Write JSON that is readable, the same each time, and harmless on a terminal.

    >>> print(dump_json({"quote": "Zürich \x9b\u202e"}))
    {
      "quote": "Zürich \u009b\u202e"
    }
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _UNSAFE.sub(_json_escape, text)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == _DELETE else f"‹U+{code:04X}›"


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:  # JSON writes these as a pair of surrogates
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{code:04x}"
