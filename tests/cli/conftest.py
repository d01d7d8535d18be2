"""A small invented record, and a way to run the command line as a person would."""
# ruff: noqa: E501 - rows of a table do not break

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.cli.main import main

# A busy machine is slow now and then; that is no failure of a property.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

TIMES = "published,basis,superseded,recorded,sources,note"

TABLES = {
    "sources": """\
source,publisher,published,tier,licence,address,mirror
courier,Oslo Courier,2025-03-02,M,facts only,https://courier.example/fair,
office,Fair Office,2025-02-01,O,facts only,https://office.example,
copy,Copy of the Courier,unknown,W,facts only,https://copy.example,yes
""",
    "entities": f"""\
entity,kind,name,aliases,subkind,country,parent,place,role,{TIMES}
norway,country,Norway,Norge,,NO,,,,2024-01-01,act,,2026-01-01,office,
oslo,place,Oslo,,city,NO,norway,,,2024-01-01,act,,2026-01-01,office,
fjordlab,organisation,Fjordlab,Fjord AI|峡湾,lab,NO,,oslo,,2024-01-01,act,,2026-01-01,office,
skalder,product,Skalder,,app,NO,fjordlab,,,2024-06-01,act,,2026-01-01,office,
kari_nord,person,Kari Nord,Nord,founder,NO,fjordlab,,head,2024-01-01,act,,2026-01-01,office,
olav_nord,person,Olav Nord,Nord,minister,NO,,,minister,2024-01-01,act,,2026-01-01,office,
northfair,event-series,North AI Fair,the fair,conference,NO,,,,2024-01-01,act,,2026-01-01,office,
""",
    "aliases": """\
alias,entity,use,holds,note
Norwegian digital minister,olav_nord,title,2024-01-01/2025-12-31,
""",
    "metrics": """\
metric,name,concepts,unit,kind,window,scope,counts,misses
visitors,Visitors,attendance|visitors,visitors,level,one edition,the fair,tickets scanned,people without tickets
pulls,Weekly pulls,downloads,pulls,flow,a week,one registry,pulls of all tags,other registries
""",
    "models": """\
model,subject,namespace,maker,region,parameters,created,sources
Fjord/Skald-8B,Fjord/Skald-8B,Fjord,fjordlab,eu,8,2025-01-15,office
""",
    "rules": """\
rule,flag,applies,meaning
falling-counter,suspect,counter,A counter that only grows stands below the reading before.
""",
    "events": f"""\
event,series,edition,name,period,extended,city,venue,status,{TIMES}
fair_2025,northfair,2025,North AI Fair 2025,2025-03-01/2025-03-02,,oslo,Harbour Hall,held,2025-03-02,stated,,2026-01-01,courier,
""",
    "policies": f"""\
policy,title,aliases,jurisdiction,issuer,actor,kind,act,period,effective,status,topics,also,{TIMES}
model_act,Model Act,,NO,Parliament,olav_nord,law,adopted,2025-04-01,2026-01-01,in force,,,2025-04-01,act,,2026-01-01,office,
""",
    "targets": f"""\
target,who,metric,value,high,qualifier,unit,deadline,period,standing,{TIMES}
fair_goal,northfair,visitors,50000,,over,visitors,2030,2025-02-01,official,2025-02-01,stated,,2026-01-01,office,
""",
    "releases": f"""\
release,maker,model,aliases,family,kind,period,weights,modality,launch,{TIMES}
skald_1,fjordlab,Skald 1,,Skald,release,2024-05-05,open,text,,2024-05-05,act,,2026-01-01,office,
skald_2,fjordlab,Skald 2,S2,Skald,release,2025-05-06,open,text,,2025-05-06,act,2025-06-01,2026-01-01,office,
skald_2,fjordlab,Skald 2,S2,Skald,release,2025-05-05,open,text,,2025-06-01,stated,,2026-01-01,courier|office,corrects the day
""",
    "happenings": f"""\
happening,kind,entity,object,period,topics,text,{TIMES}
nord_spoke,spoke,kari_nord,fair_2025,2025-03-01,,opened the fair,2025-03-02,stated,,2026-01-01,courier,
""",
    "observations": f"""\
entity,metric,value,high,qualifier,period,read,flag,{TIMES}
fair_2025,visitors,41000,,over,2025-03-01/2025-03-02,,,2025-03-02,stated,,2026-01-01,courier|copy,
skalder,pulls,100,,,2025-01-06/2025-01-12,,,2025-01-13,shown,,2026-01-01,office,
skalder,pulls,150,,,2025-01-13/2025-01-19,,,2025-01-20,shown,,2026-01-01,office,
skalder,pulls,90,,,2025-01-20/2025-01-26,,,2025-01-27,shown,,2026-01-01,office,
""",
    "coverage": """\
table,subject,period,completeness,sources,note
releases,fjordlab,2024-01-01/2025-12-31,full,office,all launches
""",
}

ARTICLE = """\
Fair opens its doors

Oslo Courier, Sunday, March 2, 2025- The North AI Fair was held in Bergen this weekend. It drew over 30,000 visitors.
"""

UNDATED = "The North AI Fair was held in Oslo. It drew a crowd, and nobody says when.\n"


@pytest.fixture(scope="session")
def tables(tmp_path_factory) -> Path:
    """The folder of the invented record."""
    folder = tmp_path_factory.mktemp("tables")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """Built records go to a folder of the test run, and the terminal of whoever runs the tests says nothing."""
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@dataclass(frozen=True)
class Result:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys):
    """Run the command line in this process."""

    def run_here(*words: str | Path) -> Result:
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return Result(code, printed.out, printed.err)

    return run_here


@pytest.fixture
def article(tmp_path) -> Path:
    """An article with a day."""
    place = tmp_path / "article.txt"
    place.write_text(ARTICLE, encoding="utf-8")
    return place


@pytest.fixture
def undated(tmp_path) -> Path:
    """An article that does not say when it appeared."""
    place = tmp_path / "undated.txt"
    place.write_text(UNDATED, encoding="utf-8")
    return place
