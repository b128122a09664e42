"""Coded passages of a REFI-QDA project become candidates; what is no such project is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from parley.errors import UsageError
from parley.record.exchange import Filter, read_events
from parley.record.exchange.incoming import LeftOut

WANTED = Filter(("RUS", "UKR"), date(2025, 1, 1), date(2025, 12, 31), either=True)
TEXT = "The minister offered a halt at sea. The other side said no. Weather was fine."
PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="talks" origin="a program">
 <Users><User guid="U1" name="Ada"/></Users>
 <CodeBook><Codes>
  <Code guid="C1" name="Offer" isCodable="true"/>
  <Code guid="C2" name="reject" isCodable="true"/>
  <Code guid="C3" name="Mood" isCodable="true"/>
  <Code guid="C4" name="Actors" isCodable="false"><Code guid="C5" name="RUS" isCodable="true"/>
   <Code guid="C6" name="UKR" isCodable="true"/></Code>
  <Code guid="C7" name="Target" isCodable="false"><Code guid="C8" name="UKR" isCodable="true"/></Code>
  <Code guid="C9" name="Issue" isCodable="false"><Code guid="CA" name="black_sea" isCodable="true"/></Code>
  <Code guid="CB" name="Date" isCodable="false"><Code guid="CC" name="2025-03-12" isCodable="true"/></Code>
 </Codes></CodeBook>
 <Sources><TextSource guid="S1" name="2025-03-11 readout" plainTextPath="internal://s1.txt">
  <PlainTextSelection guid="11111111-a" startPosition="0" endPosition="35">
   <Coding guid="X1" creatingUser="U1"><CodeRef targetGUID="C1"/></Coding>
   <Coding guid="X2"><CodeRef targetGUID="C5"/></Coding><Coding guid="X3"><CodeRef targetGUID="C8"/></Coding>
   <Coding guid="X4"><CodeRef targetGUID="CA"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="22222222-b" startPosition="36" endPosition="59">
   <Coding guid="X5"><CodeRef targetGUID="C2"/></Coding><Coding guid="X6"><CodeRef targetGUID="C6"/></Coding>
   <Coding guid="X7"><CodeRef targetGUID="CC"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="33333333-c" startPosition="60" endPosition="77">
   <Coding guid="X8"><CodeRef targetGUID="C3"/></Coding></PlainTextSelection>
 </TextSource></Sources>
</Project>"""


def _packed(path: Path, project: str = PROJECT, name: str = "project.qde") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, project)
        archive.writestr("Sources/s1.txt", "\ufeff" + TEXT)
    return path


def test_passages_coded_with_an_act_become_candidates(tmp_path: Path) -> None:
    """With who, towards whom, on what and when from their other codes, and the passage as text."""
    found = read_events(_packed(tmp_path / "a.qdpx"), "qdpx", WANTED)
    offer, reject = (one.cells() for one in found.candidates)
    assert (offer["act"], offer["actor"], offer["target"], offer["issue"]) == (
        "OFFER",
        "RUS",
        "UKR",
        "black_sea",
    )
    assert (offer["date"], offer["paraphrase"]) == ("2025-03-11", "The minister offered a halt at sea.")
    assert offer["source"] == "2025-03-11 readout, coded by Ada" and offer["verification"] == "machine"
    assert (reject["act"], reject["date"], reject["paraphrase"]) == (
        "REJECT",
        "2025-03-12",
        "The other side said no.",
    )
    assert "responds_to?" in reject["question"]
    assert found.reasons.counts == {LeftOut.NO_CODE: 1}


@pytest.mark.parametrize(
    ("project", "name", "said"),
    [
        (PROJECT, "other.xml", "holds no project.qde"),
        ("<Project", "project.qde", "no XML"),
        ("<!DOCTYPE x>" + PROJECT.partition("?>")[2], "project.qde", "document type"),
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, project: str, name: str, said: str) -> None:
    """With what is wrong; nothing is read."""
    with pytest.raises(UsageError, match=said):
        read_events(_packed(tmp_path / "a.qdpx", project, name), "qdpx", WANTED)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    """Whatever its name says."""
    (tmp_path / "a.qdpx").write_text("no archive", encoding="utf-8")
    with pytest.raises(UsageError, match="not an archive"):
        read_events(tmp_path / "a.qdpx", "qdpx", WANTED)
