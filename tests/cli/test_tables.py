"""Lines that fit a terminal, whatever the characters."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from onrecord.cli.tables import table, wrapped

words = st.text("ab 峡湾é-/", max_size=80)


@given(words, st.integers(12, 40))
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(text, columns):
    lines = wrapped(text, columns, first="> ", rest="    ")
    assert all(cell_len(line) <= columns for line in lines)
    assert lines[0].startswith("> ")
    assert "".join(line[2 if number == 0 else 4 :] for number, line in enumerate(lines)).replace(" ", "") == "".join(
        text.split()
    )


def test_without_a_terminal_nothing_is_broken():
    assert wrapped("word " * 100, None, first="> ") == ["> " + "word " * 100]


@given(st.lists(st.tuples(words, words, words), max_size=5), st.integers(50, 100))
def test_a_table_fits_where_it_can(rows, columns):
    shown = table(
        ("one", "two", "three"),
        [[" ".join(cell.split()) for cell in row] for row in rows],
        columns,
        colour=False,
    )
    assert all(cell_len(line) <= max(columns, 3 * 24 + 4) for line in shown.splitlines())
