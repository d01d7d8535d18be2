"""The documentation is true: its examples run, its generated parts are current, and it leaves nothing out."""

import contextlib
import importlib.util
import io
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from onrecord.checking.check import DECIDERS
from onrecord.cli.list import LISTS
from onrecord.cli.main import app, main
from onrecord.measures.registry import MEASURES
from onrecord.reading.claims.claim import ClaimType, Modality
from onrecord.reading.read import FORMATS as READ
from onrecord.record.schema import TABLES
from onrecord.reports import FORMATS
from onrecord.terms.labels import Label, Tier

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BY_HAND = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
PAGES = [*BY_HAND, ROOT / "ATTRIBUTION.md"]


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def text_of(*names):
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def commands():
    return sorted(typer.main.get_command(app).commands)


class TestNothingIsLeftOut:
    @pytest.mark.parametrize("command", commands())
    def test_every_command_is_in_the_readme(self, command):
        assert f"onrecord {command}" in text_of("README.md")

    @pytest.mark.parametrize("command", commands())
    def test_every_command_has_help(self, command):
        assert typer.main.get_command(app).commands[command].help

    @pytest.mark.parametrize("what", LISTS)
    def test_every_list_is_in_the_readme(self, what):
        assert re.search(rf"onrecord list events.*\b{what}\b", text_of("README.md"))

    @pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
    def test_every_measure_is_documented(self, measure):
        assert f"| `{measure.name}` |" in text_of("docs/measures.md")

    @pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
    def test_every_table_and_column_is_documented(self, table):
        section = text_of("docs/record.md").partition(f"\n### {table.name}\n")[2].partition("\n### ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section

    @pytest.mark.parametrize("type_", ClaimType)
    def test_every_claim_type_is_documented(self, type_):
        assert f"| `{type_}` |" in text_of("docs/checking.md")

    @pytest.mark.parametrize("label", Label)
    def test_every_verdict_is_explained(self, label):
        assert f"| {label} |" in text_of("docs/checking.md")
        assert f"| {label} |" in text_of("README.md")

    @pytest.mark.parametrize("format_", FORMATS)
    def test_every_report_format_is_documented(self, format_):
        assert f"| `{format_}` |" in text_of("docs/reports.md")

    @pytest.mark.parametrize("suffix", ["txt", "md", "html", "htm"])
    def test_every_usual_suffix_is_documented(self, suffix):
        assert suffix in READ
        assert f"`.{suffix}`" in text_of("docs/reading.md")

    @pytest.mark.parametrize("modality", Modality)
    def test_every_modality_is_documented(self, modality):
        assert f"`{modality}`" in text_of("docs/reading.md")

    @pytest.mark.parametrize("tier", Tier)
    def test_every_tier_is_documented(self, tier):
        assert f"| `{tier}` |" in text_of("docs/record.md")

    def test_every_kind_of_finding_is_documented(self):
        source = text_of("src/onrecord/checking/findings.py")
        for kind in re.findall(r'Finding\(\s*"([a-z-]+)"', source):
            assert f"| `{kind}` |" in text_of("docs/checking.md")

    def test_every_room_is_in_the_list_of_rooms(self):
        rooms = {folder.parent.name for folder in (ROOT / "src/onrecord").glob("*/__init__.py")}
        listed = re.search(r"^`cli`.*$", text_of("docs/contributing.md"), re.MULTILINE)[0]
        assert set(re.findall(r"`(\w+)`", listed)) == rooms

    def test_every_make_target_is_documented(self):
        targets = re.search(r"^\.PHONY: (.*)$", text_of("Makefile"), re.MULTILINE)[1].split()
        documented = text_of("docs/contributing.md")
        assert all(f"`make {target}`" in documented for target in targets if target != "clean")

    def test_a_claim_type_that_is_decided_is_no_plan(self):
        for type_ in DECIDERS:
            row = re.search(rf"^\| `{type_}` \|.*$", text_of("docs/checking.md"), re.MULTILINE)[0]
            assert "not read" not in row


@pytest.fixture(scope="module")
def generate():
    """The script beside the pages, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestGeneratedParts:
    @pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=name_of)
    def test_the_page_is_current(self, generate, page):
        text = page.read_text(encoding="utf-8")
        assert text == generate.renew(text), "run `make docs`"

    def test_every_part_has_its_place(self, generate):
        found = re.findall(r"<!-- generated: ([\w-]+) -->", text_of(*map(name_of, DOCS.glob("*.md"))))
        assert sorted(found) == sorted(generate.PARTS)


class TestLinks:
    @pytest.mark.parametrize("page", BY_HAND, ids=name_of)
    def test_links_inside_the_project_lead_somewhere(self, page):
        for target in re.findall(r"\]\(([^)<>\s]+)\)", page.read_text(encoding="utf-8")):
            if target.startswith(("http://", "https://")):
                continue
            path, _, anchor = target.partition("#")
            other = (page.parent / path).resolve() if path else page
            if other == DOCS / "report.png":
                continue
            assert other.exists(), target
            assert not anchor or anchor in anchors(other), target

    @pytest.mark.parametrize("page", PAGES, ids=name_of)
    def test_no_page_points_out_of_the_project(self, page):
        text = page.read_text(encoding="utf-8")
        assert "](../.." not in text
        assert "](/" not in text

    @pytest.mark.parametrize("page", BY_HAND, ids=name_of)
    def test_no_line_of_prose_is_too_long_to_review(self, page):
        text = re.sub(r"<!-- generated: .*?<!-- end -->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for line in text.splitlines():
            assert len(line) <= 130 or line.startswith(("|", "![", "[")), line


def anchors(page):
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


@dataclass
class Block:
    """A fenced block: what it is in, and its lines."""

    page: str
    line: int
    info: str
    text: str


def blocks_of(page):
    text = page.read_text(encoding="utf-8")
    return [
        Block(name_of(page), text.count("\n", 0, match.start()) + 1, match[1].strip(), match[2])
        for match in re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    ]


WITH_EXAMPLES = [page for page in BY_HAND if any(b.info in {"console", "python"} for b in blocks_of(page))]


class TestExamples:
    """All blocks of a page are run in order, in one folder and one Python; what they print is compared.

    `text NAME` is a file, `console` are commands with their output, `text` after `python` is what that printed.
    """

    @pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
    def test_the_examples_of_a_page_run_and_print_what_it_says(self, page, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("NO_COLOR", "1")
        names, printed = {}, None
        for block in blocks_of(page):
            kind, _, name = block.info.partition(" ")
            if kind == "text" and name:
                Path(name).write_text(block.text, encoding="utf-8")
            elif kind == "text" and printed is not None:
                assert_like(printed, block.text, block)
            if kind == "console":
                for command, expected in commands_of(block):
                    assert_like(run(command), expected, block)
            printed = python(block, names) if kind == "python" else None

    def test_the_commands_of_the_readme_run(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        shutil.copy(ROOT / "src/onrecord/data/examples/summit.txt", "article.txt")
        fenced = "\n".join(block.text for block in blocks_of(ROOT / "README.md") if not block.info)
        found = [line for line in fenced.splitlines() if line.startswith("onrecord ")]
        assert len(found) >= len(commands())
        for command in found:
            run(command.partition("#")[0].strip())

    def test_the_make_targets_of_the_readme_are_there(self):
        targets = re.findall(r"^make (\w+)", text_of("README.md"), re.MULTILINE)
        assert targets == ["demo", "test"]
        assert all(re.search(rf"^{target}:", text_of("Makefile"), re.MULTILINE) for target in targets)


def commands_of(block):
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def run(command):
    """Run a command as a user types it, and return all that it prints."""
    words = shlex.split(command)
    assert words[0] == "onrecord", command
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(words[1:])
        out.flush()
        printed = out.buffer.getvalue().decode()
    assert code == 0 or printed.startswith("onrecord: "), printed
    return printed


def python(block, names):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile("\n" * block.line + block.text, block.page, "exec"), names)  # noqa: S102 - our own pages
    return out.getvalue()


def assert_like(printed, expected, block):
    """Compare output with what a page shows; `...` stands for anything, an empty expectation for no matter what."""
    if not expected.strip():
        return
    pattern = ".*?".join(re.escape(part) for part in re.split(r"\n?\.\.\.\n?", expected.strip()))
    if not re.fullmatch(pattern, printed.strip(), re.DOTALL):
        pytest.fail(f"{block.page}, line {block.line}, printed:\n{printed}\nwhere the page says:\n{expected}")
