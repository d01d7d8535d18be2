from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from collected import Collecting
from made_history import git, write_history
from onrecord.sources.git_file import GitFile

MAPPING = """
table = "observations"
columns = {entity = "who", period = "month", value = "count"}
constants = {metric = "github_stars"}
"""

ALONG = """
[[sources]]
source = "office"
publisher = "Office of Counts"
published = "unknown"
tier = "M"
licence = "CC0-1.0"
[[metrics]]
metric = "github_stars"
name = "stars"
concepts = "stars"
unit = "stars"
kind = "counter"
window = "all time"
counts = "Stars."
misses = "Use."
""" + "".join(
    f'[[entities]]\nentity = "{name}"\nkind = "organisation"\nname = "{name}"\nsources = "office"\n'
    for name in ("deepseek", "alibaba", "openai")
)

VALUES = "SELECT entity, value FROM observations WHERE sources = ['office']"


def table(**counts):
    return "who,month,count\n" + "".join(f"{who},2031-01,{count}\n" for who, count in counts.items())


def source_of(folder, mapping, **more):
    mapping.write_text(MAPPING + ALONG)
    return GitFile("counts", "data/*.csv", mapping, "office", checkout=folder, **more)


def values(collecting, as_of=None):
    return {row["entity"]: row["value"] for row in collecting.asked(VALUES, as_of)}


def test_each_state_of_a_file_is_a_vintage(tmp_path):
    history = [
        ("2031-02-01T10:00", {"data/a.csv": table(deepseek=100, alibaba=50)}),
        ("2031-02-03T10:00", {"data/a.csv": table(deepseek=120, alibaba=50)}),
        ("2031-02-05T10:00", {"data/a.csv": table(alibaba=50)}),
    ]
    collecting = Collecting(tmp_path, alone=True)
    source = source_of(write_history(tmp_path / "r", history), tmp_path / "m.toml")
    assert not collecting.run(source, date(2031, 3, 1)).failure
    assert values(collecting, date(2031, 2, 2)) == {"deepseek": 100, "alibaba": 50}
    assert values(collecting, date(2031, 2, 4)) == {"deepseek": 120, "alibaba": 50}
    assert values(collecting) == {"alibaba": 50}


def test_a_fact_that_came_back_stands_again(tmp_path):
    states = [table(deepseek=1), table(), table(deepseek=1)]
    history = [(f"2031-02-0{1 + 2 * n}", {"data/a.csv": state}) for n, state in enumerate(states)]
    collecting = Collecting(tmp_path, alone=True)
    collecting.run(source_of(write_history(tmp_path / "r", history), tmp_path / "m.toml"), date(2031, 3, 1))
    assert [values(collecting, date(2031, 2, day)) for day in (2, 4, 6)] == [{"deepseek": 1}, {}, {"deepseek": 1}]


def test_a_file_that_lost_a_column_stops_the_source_with_a_word(tmp_path):
    history = [("2031-02-01", {"data/a.csv": table(deepseek=1)}), ("2031-02-03", {"data/a.csv": "who,count\nx,1\n"})]
    collecting = Collecting(tmp_path, alone=True)
    done = collecting.run(source_of(write_history(tmp_path / "r", history), tmp_path / "m.toml"), date(2031, 3, 1))
    assert "data/a.csv has no column 'month': its columns are who, count" in done.failure
    assert values(collecting) == {}


def test_other_files_are_asked_for_from_their_beginning(tmp_path):
    history = [("2031-02-01", {"data/a.csv": table(deepseek=1), "more/b.csv": table(alibaba=2)})]
    folder, collecting = write_history(tmp_path / "r", history), Collecting(tmp_path, alone=True)
    source = source_of(folder, tmp_path / "m.toml")
    collecting.run(source, date(2031, 3, 1))
    wider = GitFile("counts", "**/*.csv", source.mapping, source.cited, checkout=folder)
    collecting.run(wider, date(2031, 3, 2))
    assert values(collecting) == {"deepseek": 1, "alibaba": 2}


def test_settings_that_name_no_repository_are_told_so(tmp_path):
    done = Collecting(tmp_path, alone=True).run(source_of(None, tmp_path / "m.toml"), date(2031, 3, 1))
    assert "neither a `checkout` nor a `repository`" in done.failure


states = st.dictionaries(st.sampled_from(["deepseek", "alibaba", "openai"]), st.integers(1, 3), max_size=3)


@settings(max_examples=4)
@given(st.lists(states, min_size=1, max_size=5), st.sets(st.integers(1, 4)))
def test_as_of_every_day_the_record_says_what_the_file_said_wherever_the_runs_were(tmp_path_factory, history, splits):
    home = tmp_path_factory.mktemp("vintages")
    days = [date(2031, 2, 1) + timedelta(days=2 * n) for n in range(len(history))]
    folder, collecting, done = home / "r", Collecting(home, alone=True), 0
    for split in sorted({n for n in splits if n < len(history)} | {len(history)}):
        commits = [(f"{days[n]}T09:00", {"data/a.csv": table(**history[n])}) for n in range(done, split)]
        write_history(folder, commits, onto=git(folder, "rev-parse", "main") if done else "")
        assert not collecting.run(source_of(folder, home / "m.toml"), days[split - 1] + timedelta(days=1)).failure
        done = split
    for day, state in zip(days, history, strict=True):
        assert values(collecting, day) == state
        assert values(collecting, day + timedelta(days=1)) == state
