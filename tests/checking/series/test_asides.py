"""What stands beside the statement in a sentence: questions, asides, comments, and everyday names of a share."""

from __future__ import annotations

import pytest

from onrecord.terms.labels import Label
from verdicts import Ask, N, R, S, label

CLAIMS = [
    # a question or a comment at the end says nothing of the number
    ("A fifth of Kenya's workers are unemployed, and who is going to feed their children?", R),
    ("Unemployment in Kenya has fallen since 2010, so how is anyone going to call that a failure?", S),
    ("Unemployment in Kenya has doubled since 2010, and nobody knows what to do about it.", R),
    ("Unemployment in Kenya has fallen since 2010, and nobody knows why.", S),
    ("Nobody knows whether unemployment in Kenya has fallen since 2010.", N),
    ("Nigeria's homicide rate is higher than Kenya's, a disgrace that a century of oil has not hidden.", S),
    ("Kenya's homicide rate is higher than Nigeria's, a disgrace that a century of oil has not hidden.", R),
    # who says it, and to whom
    ("The literacy rate in Ghana, researchers say, and not only they, was below 60 percent in 2015.", R),
    ("Unemployment in Kenya, Madam Speaker, has fallen since 2010.", S),
    ("Unemployment in Kenya, Madam Speaker, has risen since 2010.", R),
    # what went before
    ("After the drought, unemployment in Kenya was below 5 percent in 2015.", R),
    ("Despite all the warnings, unemployment in Kenya has fallen since 2010.", S),
    # which country is meant, and which are not
    ("Kenya, a poor country, has a higher homicide rate than Nigeria.", R),
    ("Kenya has a higher homicide rate than other poor countries.", N),
    ("Germany emits more CO2 than France, which shut its mines long ago.", S),
    # a whole part, and what is left of what there was
    ("A full third of Kenyans are out of work.", R),
    ("Britain's CO2 emissions in 2022 are less than two thirds of what they were in 2000.", S),
    ("Britain's CO2 emissions in 2022 are less than a third of what they were in 2000.", R),
    ("Germany's CO2 emissions are half of what is said.", N),
    ("Ghana's population is 1.4 times what it was in 2000.", S),
    ("Ghana's population is three times what it was in 2000.", R),
    ("Unemployment in Kenya has fallen since 2010, and no wonder.", S),
    ("It is no secret that unemployment in Kenya has risen since 2010.", R),
    ("There is no unemployment in Kenya.", R),
    # how little there is
    ("Not even 8 percent of workers in Kenya are unemployed.", S),
    ("Not even 3 percent of workers in Kenya are unemployed.", R),
    # standing still, and coming back to where nothing is measured
    ("Cocoa production in Ghana has been stuck at the same level since 2005.", R),
    ("The homicide rate in Kenya has been stuck at the same level since 2005.", S),
    ("Unemployment in Kenya has fallen since the party came back to power in 2010.", S),
    ("Unemployment in Ghana has fallen since the party came back to power in 2010.", R),
    ("Coal power in Germany has been whittled away since 2005.", S),
    # a part of what is counted
    ("Deaths from cancer in psychiatric care in Germany have risen since 2010.", N),
    # the planet, in any words
    ("Germany emits over half of the CO2 on the entire planet.", R),
    ("Italy has the highest homicide rate in the whole world.", R),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS)
def test_what_stands_beside_a_statement_neither_hides_nor_changes_it(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected
