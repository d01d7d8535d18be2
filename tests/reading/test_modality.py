"""How sure the words of a sentence are, and whose words they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.claims.claim import Modality
from onrecord.reading.document import Span
from onrecord.reading.modality import is_opinion, modality_at, modality_of

WHOLE = [
    ("Exports fell in May.", "asserted"),
    ("In May exports fell.", "asserted"),
    ("The army showed its might.", "asserted"),
    ("The port has not opened.", "asserted"),
    ("The singer Will Berg came to the opening of the port.", "asserted"),
    ("It was kept against the will of the town.", "asserted"),
    ("Exports fell, which may hurt the town.", "asserted"),
    ("The clerk was denied entry.", "asserted"),
    ("Exports may fall.", "hedged"),
    ("Exports May Fall Again", "hedged"),
    ("EXPORTS MAY FALL AGAIN", "hedged"),
    ("May exports fall this year?", "hedged"),
    ("The line could cost 4 billion yuan.", "hedged"),
    ("Ministers are likely to turn out in force.", "hedged"),
    ("The line has reportedly cost 4 billion yuan.", "hedged"),
    ("It is unclear whether the port is open.", "hedged"),
    ("They asked if the port was open.", "hedged"),
    ("Experts think that the dam could burst.", "hedged"),
    ("The port will open on Saturday.", "forecast"),
    ("It’ll open on Saturday.", "forecast"),
    ("Port Will Open Saturday", "forecast"),
    ("The port is set to open in June.", "forecast"),
    ("The port is expected to open in June.", "forecast"),
    ("The port, which may stay small, will open.", "forecast"),
    ("The firm plans to build 12 ships.", "forecast"),
    ("The town aims to be free of coal by 2030.", "forecast"),
    ("If it rains, the port closes.", "conditional"),
    ("The port closes unless it rains.", "conditional"),
    ("It looks as if the port closed.", "asserted"),
    ("The ministry denied that the port had closed.", "denied"),
    ("Nobody says that the port has closed.", "denied"),
    ("It is not true that the port will close.", "denied"),
    ("The mayor said that the port had closed.", "attributed"),
    ("The port has closed, according to the mayor.", "attributed"),
    ("“The port has closed,” the mayor said.", "quoted"),
    ('The mayor said: "The port has closed."', "quoted"),
]

SPEAKERS = [
    ("Local papers have blamed the storm.", "Local papers"),
    ("Ola Berg said that the port had closed.", "Ola Berg"),
    ("Ola Berg, who runs the port, said it had closed.", "Ola Berg"),
    ("The port has closed, Ola Berg said on Monday.", "Ola Berg"),
    ("“The port has closed,” said Ola Berg in Oslo.", "Ola Berg"),
    ("But on Monday, the bank said exports fell 3%.", "the bank"),
    ("Analysts at Lumen expect exports to double.", "Analysts at Lumen"),
    ("According to Z.ai, exports fell.", "Z.ai"),
    ("Exports fell, according to the statistics office.", "the statistics office"),
    ("The ministry has repeatedly denied that exports fell.", "The ministry"),
    ("At the May session, Dahl emphasized that the town must save.", "Dahl"),
    ("The office reported a fall in exports.", ""),
    ("Exports fell.", ""),
]


@pytest.mark.parametrize(("sentence", "modality"), WHOLE)
def test_a_sentence_has_the_modality_of_its_main_clause(sentence, modality):
    assert modality_of(sentence) == modality


@pytest.mark.parametrize(("sentence", "speaker"), SPEAKERS)
def test_the_speaker_is_named_in_the_words_of_the_sentence(sentence, speaker):
    assert modality_at(sentence, Span(0, len(sentence)))[1] == speaker


@pytest.mark.parametrize(
    ("sentence", "words", "modality", "speaker"),
    [
        ("The port is shut, but trains may run.", "The port is shut", "asserted", ""),
        ("The port is shut, but trains may run.", "trains may run", "hedged", ""),
        ("Exports fell and may fall further.", "Exports fell", "asserted", ""),
        ("The fair, which will be held in Oslo, has 300 stands.", "will be held in Oslo", "forecast", ""),
        ("The fair, which will be held in Oslo, has 300 stands.", "has 300 stands", "asserted", ""),
        ("At the May session, Dahl said that exports fell.", "exports fell", "attributed", "Dahl"),
        ("It rained, but according to Dahl, exports fell.", "It rained", "asserted", ""),
        (
            "The port, which Dahl called “the best in the north,” is shut.",
            "the best in the north",
            "quoted",
            "",
        ),
        ("Dahl denied that exports fell.", "exports fell", "denied", "Dahl"),
    ],
)
def test_a_part_of_a_sentence_has_its_own_modality(sentence, words, modality, speaker):
    start = sentence.index(words)
    assert modality_at(sentence, Span(start, start + len(words))) == (Modality(modality), speaker)


def test_the_sentence_may_stand_inside_a_longer_text():
    text = "It may rain. Exports fell. It will snow."
    span = Span(13, 26)
    assert modality_at(text, span, span) == (Modality.ASSERTED, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor should resign.",
        "It comes at a critical juncture.",
        "It was a sort of victory.",
        "The seminal work changed all.",
        "The storm galvanised the town.",
        "Clearly, the port is too late.",
    ],
)
def test_judgements_are_opinion(sentence):
    assert is_opinion(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Exports fell 3% in May.", "The port opened on Saturday.", "The mayor said that exports fell."],
)
def test_facts_are_no_opinion(sentence):
    assert not is_opinion(sentence)


ANY_TEXT = st.lists(
    st.sampled_from(
        [
            "said",
            "may",
            "“",
            "”",
            '"',
            "‘",
            "’",
            ",",
            ".",
            " ",
            "if",
            "Ola",
            "according to",
            "that",
            "denied",
            "-",
            "İ",
            "—",
            "\n",
        ]
    )
    | st.text(max_size=6)
).map("".join)


@given(ANY_TEXT, st.data())
def test_any_span_of_any_text_has_a_modality_and_a_speaker_from_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    modality, speaker = modality_at(text, Span(start, end))
    assert isinstance(modality, Modality)
    assert " ".join(speaker.split()) in " ".join(text.split())
    assert isinstance(is_opinion(text), bool)


@pytest.mark.parametrize("piece", ["word ", "said ", "“", "may, ", '"a" ', "according to ", "that Ola said, "])
def test_of_a_megabyte_without_a_full_stop_only_what_is_near_is_read(piece):
    text = piece * (1_000_000 // len(piece))
    near = text[498_000:504_000]
    assert modality_at(text, Span(500_000, 500_010)) == modality_at(near, Span(2_000, 2_010))
