"""How the record names what OpenRouter lists: by its permanent slug and variant, `deepseek/deepseek-r1:free`.

The list of models and the rankings name an entry alike, so that prices and tokens are of one thing.
"""

from __future__ import annotations

from onrecord.sources.accounts import OTHERS, huggingface_accounts, slug
from onrecord.sources.model_names import model_names
from onrecord.sources.shapes import expected
from onrecord.sources.source import Row

SCOPE = "openrouter.ai/"


def entry(permaslug: str) -> str:
    """Return the name of an entry in the table `models`.

    >>> entry("deepseek/deepseek-r1:free")
    'openrouter.ai/deepseek/deepseek-r1:free'
    """
    return f"{SCOPE}{permaslug}"


def maker_of(permaslug: str, repository: str, where: str) -> str:
    """Return whose model an entry is: by its author, else by the account of the repository that holds its weights.

    >>> maker_of("deepseek/deepseek-r1:free", "", "models, 1")
    'deepseek'

    Raises `Unreadable` where the slug names no author.
    """
    author, slash, model = permaslug.partition("/")
    if not (author and slash and model):
        expected("a slug such as deepseek/deepseek-r1", permaslug, where)
    if maker := model_names().accounts.get(author):
        return maker
    account = huggingface_accounts().get(repository.partition("/")[0])
    return account.maker if account else OTHERS


def row_of(permaslug: str, maker: str, source: str, created: str = "") -> Row:
    """Return the row by which the record knows an entry; `created` is the day of its listing where that is known."""
    cells = {"model": entry(permaslug), "subject": f"openrouter-{slug(permaslug)}", "maker": maker, "sources": source}
    return Row("models", cells | ({"created": created} if created else {}))
