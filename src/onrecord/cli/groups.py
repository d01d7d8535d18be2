"""Groups of commands: called without a word they show what there is, as `onrecord` itself does."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class Commands(TyperGroup):
    """Shows its help where no command is named; that is a question and no error."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take no words for `--help`."""
        return super().parse_args(ctx, args or ["--help"])
