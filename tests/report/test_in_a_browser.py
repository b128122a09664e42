"""The page in a real browser: charts come alive under its own strict policy, and nothing is refused."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from parley.report import render_brief
from parley.report.context import BriefContext
from parley.report.front.front_page import MOST_LETTERS

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)


@pytest.mark.slow
@pytest.mark.skipif(not BROWSER, reason="no Chromium or Chrome on this machine")
def test_charts_come_alive_without_a_word_of_complaint(page: str, tmp_path: Path) -> None:
    """Every chart is drawn by the page's scripts, and the browser's console stays empty."""
    file = tmp_path / "brief.html"
    file.write_text(page, encoding="utf-8")
    ran = subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--window-size=1100,12000",
            "--virtual-time-budget=30000",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.count('class="wide enlivened"') + ran.stdout.count('class="small enlivened"') == 19
    assert ran.stdout.count('class="marks"') == 38, "each chart once still and once alive"
    assert "CONSOLE" not in ran.stderr


@pytest.mark.slow
@pytest.mark.skipif(not BROWSER or not shutil.which("pdftotext"), reason="needs a browser and pdftotext")
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_full_front_page_prints_on_one_sheet(context: BriefContext, tmp_path: Path, paper: str) -> None:
    """With as many letters as a front page may have, the contents begin on the second sheet."""
    findings = context.front.findings
    room = MOST_LETTERS - sum(len(one.text) for one in findings)
    words = "Half of that chance falls before a day in spring. " * (room // 50)
    full = (replace(findings[0], text=f"{findings[0].text} {words}"), *findings[1:])
    page = render_brief(replace(context, front=replace(context.front, findings=full)))
    file, printed = tmp_path / "brief.html", tmp_path / "brief.pdf"
    file.write_text(page.replace("@page { margin", f"@page {{ size: {paper}; margin"), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    options += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}"]
    subprocess.run([BROWSER, *options, "--no-pdf-header-footer", file.as_uri()], check=True)
    second = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", str(printed), "-"], capture_output=True, text=True, check=True
    )
    assert second.stdout.startswith("Contents")
