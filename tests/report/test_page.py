"""The page needs nothing but itself, shows what it is given, and obeys nothing that is only text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import pytest

from parley.report import render_brief
from parley.report.charts.script import chart_library
from parley.report.charts.still import still
from parley.report.context import BriefContext
from parley.report.wording import YARDSTICKS

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Reader(HTMLParser):
    """Collects elements, ids, links and the text of scripts, and minds that elements close in order."""

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.scripts: list[str] = []
        self.text: list[str] = []
        self.heads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element; what was left open inside it is noted."""
        while self.open and self.open[-1] != tag:
            self.unclosed.append(self.open.pop())
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Note text."""
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif self.open and self.open[-1] == "h2":
            self.heads.append(data)
        elif "style" not in self.open and "svg" not in self.open:
            self.text.append(data)

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [value for _, attrs in self.elements if (value := attrs.get(name))]


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    """The page as a reader of HTML takes it."""
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_page_is_well_formed(read: Reader) -> None:
    """Every element is closed in order, and no id is used twice."""
    assert (read.unclosed, read.open) == ([], [])
    ids = read.values("id")
    assert sorted(ids) == sorted(set(ids))


def test_the_page_fetches_nothing(read: Reader) -> None:
    """No element loads anything, and the policy allows no address at all."""
    assert read.values("src") == []
    assert [tag for tag, _ in read.elements if tag in ("link", "iframe", "object", "embed", "base")] == []
    (policy,) = [a["content"] for t, a in read.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_only_the_page_s_own_scripts_may_run(read: Reader) -> None:
    """The policy names the hash of each script of the page, and of no other."""
    (policy,) = [a["content"] for t, a in read.elements if a.get("http-equiv") == "Content-Security-Policy"]
    allowed = set(re.findall(r"'sha256-([^']+)'", policy or ""))
    _, *scripts = read.scripts
    found = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts}
    assert allowed == found
    assert len(found) == 2


def test_every_link_inside_the_page_leads_somewhere(read: Reader) -> None:
    """Each cited row has its anchor, and links outwards are ordinary web addresses."""
    ids = set(read.values("id"))
    links = read.values("href")
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert {"#source-F17", "#source-U31"} <= set(links)
    assert {link for link in links if not link.startswith("#")} == {
        "https://example.org/a/b",
        "https://example.org/u31",
    }


def test_text_of_the_record_is_shown_not_obeyed(page: str) -> None:
    """Markup inside a row of the record or a section is text on the page."""
    assert "Its text holds &lt;/script&gt; &amp; &lt;b&gt;signs&lt;/b&gt;." in page
    assert "a &lt;i&gt;hostile&lt;/i&gt; &amp; odd option" in page


def test_hostile_names_cannot_leave_the_chart_data(context: BriefContext) -> None:
    """A name that looks like the end of a script stays data."""
    from dataclasses import replace

    first = context.outlook[0]
    figure = replace(first.figures[0], title="</script><script>alert(1)</script>")
    spec = json.loads(json.dumps(figure.spec).replace("Breakdown of talks", "</script><!-- <script>x"))
    hostile = replace(context, outlook=(replace(first, figures=(replace(figure, spec=spec),)),), drivers=())
    reader = Reader()
    reader.feed(render_brief(hostile))
    assert reader.unclosed == []
    assert len(reader.scripts) == 3
    named = json.loads(reader.scripts[0])["endings"]["datasets"]["rows"]
    assert "</script><!-- <script>x" in {row["name"] for row in named}


def test_every_chart_is_valid_vega_lite(context: BriefContext) -> None:
    """Each chart's specification obeys the Vega-Lite schema, data and all."""
    figures = [f for section in (*context.outlook, *context.drivers) for f in section.figures]
    assert len(figures) == 18
    for figure in figures:
        alt.LayerChart.from_dict(dict(figure.spec), validate=True)


def test_every_chart_has_words_and_figures(read: Reader, context: BriefContext) -> None:
    """Each chart has a text for those who cannot see it and, but for the first, a table of its data."""
    figures = [f for section in (*context.outlook, *context.drivers) for f in section.figures]
    labels = read.values("aria-label")
    for figure in figures:
        assert len(figure.alt) > 20
        assert labels.count(figure.alt) == 2, "once for the still picture, once for the live one"
    assert [f.id for f in figures if f.table is None] == ["endings"]


def test_the_parts_come_in_an_analyst_s_order(read: Reader) -> None:
    """After the front page: the record, the outlook, what drives it, assumptions, gaps, sources, method."""
    assert read.heads == [
        "Contents",
        "What is new, what is repeated, what is missing?",
        "How may it end, and when?",
        "What drives it?",
        "What is assumed, and on what basis?",
        "What does the model leave out?",
        "Which rows of the record does it cite?",
        "How was it worked out, and how well?",
    ]
    assert "This is a model's outlook" in " ".join(read.text)


def test_likelihood_and_confidence_never_share_a_sentence(read: Reader) -> None:
    """No sentence of the page has both a likelihood word and a word of confidence."""
    words = {band.word for scale in YARDSTICKS.values() for band in scale.bands}
    sentences = re.split(r"(?<=[.;:])\s", " ".join(read.text))
    mixed = [s for s in sentences if "onfiden" in s and any(re.search(rf"\b{word}\b", s) for word in words)]
    assert mixed == []


def test_gaps_are_rendered_from_markdown(page: str) -> None:
    """The case's own list of gaps keeps its emphasis and lists."""
    assert "<em>any-deal bonus</em>" in page
    assert "<strong>verified</strong>" in page


def test_the_page_is_the_same_each_time(context: BriefContext, page: str) -> None:
    """The same context gives the same page, bit for bit."""
    assert render_brief(context) == page


def test_the_chart_library_is_made_once(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A second page takes the library from the cache; a cache that cannot be written is no fault."""
    monkeypatch.setenv("PARLEY_CACHE", str(tmp_path))
    first = chart_library()
    monkeypatch.setattr("vl_convert.javascript_bundle", lambda snippet: pytest.fail("made twice"))
    assert chart_library() == first
    monkeypatch.setattr("vl_convert.javascript_bundle", lambda snippet: "'made anew </script>'")
    monkeypatch.setattr("parley.report.charts.script.cache_folder", lambda name: None)
    assert chart_library() == "'made anew <\\/script>'"


@pytest.mark.parametrize("planted", ["", "alert('planted')"])
def test_a_script_that_somebody_planted_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, planted: str
) -> None:
    """What is kept runs in the reader's browser, so only the very script that was looked at is taken."""
    monkeypatch.setenv("PARLEY_CACHE", str(tmp_path))
    script = chart_library()
    (kept,) = (tmp_path / "charts").glob("*.js")
    kept.write_text(planted, encoding="utf-8")
    assert chart_library() == script
    assert kept.read_text(encoding="utf-8") == script


def test_a_name_that_looks_like_an_attribute_breaks_no_picture() -> None:
    """Attributes are looked for in tags; a name may hold whatever a name holds."""
    name = 'Left role="x" aria-y="z" id="w" url(#v) right'
    values = [{"name": name, "share": 1.0}]
    spec = {
        "data": {"values": values},
        "mark": "bar",
        "encoding": {
            "y": {"field": "name", "type": "nominal", "axis": {"labelLimit": 900}},
            "x": {"field": "share", "type": "quantitative"},
        },
    }
    picture = ElementTree.fromstring(still(spec, "one", "a bar"))
    assert name in {"".join(element.itertext()) for element in picture.iter() if element.tag.endswith("text")}


def test_a_picture_from_elsewhere_is_its_description(context: BriefContext) -> None:
    """Markdown of a case names no address that a reader without a policy would fetch from."""
    text = "See ![the <front> line](https://tracker.example/pixel.png) here."
    page = render_brief(replace(context, left_out=text))
    assert "tracker.example" not in page
    assert "the &lt;front&gt; line" in page


def test_the_page_names_those_whose_code_it_carries(page: str) -> None:
    """The licences of what is bundled ask for their notices."""
    assert "University of Washington Interactive Data Lab" in page
