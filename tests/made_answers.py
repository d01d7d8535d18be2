"""Answers of hosts as a run keeps them, made up in the shapes that those hosts are known to speak."""

import json
from datetime import UTC, datetime
from hashlib import sha256

from onrecord.sources.source import Capture

AT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def answer(source, slot, body, *, address="https://host.example/asked", status=200, at=AT, **headers):
    """Return a capture and its bytes; what is no text or bytes is written as JSON."""
    if not isinstance(body, (bytes, str)):
        body = json.dumps(body)
    raw = body.encode() if isinstance(body, str) else body
    digest = sha256(raw).hexdigest()
    return Capture(source, slot, address, address, status, at, headers, digest, len(raw), "facts only"), raw


def a_model(name="Qwen/Qwen3-8B", number=1, **more):
    """Return a model as the Hub lists it."""
    said = {
        "_id": f"{number:024x}",
        "id": name,
        "createdAt": "2025-04-27T03:42:21.000Z",
        "downloads": 1200,
        "downloadsAllTime": 54000,
        "likes": 310,
        "gated": False,
        "childrenModelCount": 7,
        "tags": ["transformers", "safetensors", "text-generation", "license:apache-2.0", "region:us"],
        "safetensors": {"parameters": {"BF16": 8190735360}, "total": 8190735360},
    }
    return said | more


def an_entry(slug="deepseek/deepseek-v3.2-20251201", variant="", **more):
    """Return a model as OpenRouter lists it."""
    plain = slug.removesuffix("-20251201")
    said = {
        "id": f"{plain}:{variant}" if variant else plain,
        "canonical_slug": slug,
        "hugging_face_id": "deepseek-ai/DeepSeek-V3.2",
        "name": "DeepSeek: DeepSeek V3.2",
        "created": 1764547200,
        "description": "Made up.",
        "context_length": 163840,
        "architecture": {"modality": "text->text", "input_modalities": ["text"], "output_modalities": ["text"]},
        "pricing": {"prompt": "0.00000055", "completion": "0.00000219", "request": "0", "image": "0"},
        "top_provider": {"context_length": 163840, "max_completion_tokens": None, "is_moderated": False},
        "per_request_limits": None,
        "supported_parameters": ["max_tokens", "temperature"],
    }
    return said | more


def a_ranking(rows, as_of="2026-11-23T06:00:00Z", start="2026-11-01", end="2026-11-22", version="v1"):
    """Return the daily rankings as OpenRouter gives them: rows of day, slug and tokens."""
    data = [{"date": day, "model_permaslug": slug, "total_tokens": tokens} for day, slug, tokens in rows]
    return {"data": data, "meta": {"as_of": as_of, "start_date": start, "end_date": end, "version": version}}


def a_library(pages, end="</ul></main></body></html>"):
    """Return the list of the Ollama library: `pages` are names with the pulls as shown."""
    return _HEAD + "".join(_PAGE.format(page=page, pulls=pulls) for page, pulls in pages) + end


_HEAD = """<!doctype html>
<html class="h-full"><head><meta charset="utf-8"><title>library</title></head>
<body><header><a href="/library/">Models</a><img src="/ollama.png"></header>
<main><form><input name="q"></form><ul role="list" class="grid">
"""

_PAGE = """
<li x-test-model class="flex items-baseline py-6">
  <a href="/library/{page}" class="group w-full">
    <div class="flex flex-col" title="{page}">
      <h2 class="truncate"><span x-test-search-response-title>{page}</span></h2>
      <p class="max-w-lg">Made up<br>for a test.</p>
    </div>
    <div class="flex flex-col">
      <div><span x-test-capability>tools</span> <span x-test-size>8b</span></div>
      <p class="my-2 flex">
        <span class="flex"><svg><path d="M0 0"></path></svg>
          <span x-test-pull-count>{pulls}</span>
          <span class="hidden sm:flex">&nbsp;Pulls</span></span>
        <span class="flex"><span x-test-tag-count>29</span> <span>Tags</span></span>
        <span class="flex" title="Jul 2, 2025 5:31 PM UTC">
          <span>Updated&nbsp;</span><span x-test-updated>3 weeks ago</span></span>
      </p>
    </div>
  </a>
</li>
"""
