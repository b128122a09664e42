"""The page in a real browser: charts come alive under its own strict policy, and nothing is refused."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

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
    assert ran.stdout.count('class="wide enlivened"') + ran.stdout.count('class="small enlivened"') == 18
    assert ran.stdout.count('class="marks"') == 36, "each chart once still and once alive"
    assert "CONSOLE" not in ran.stderr
