"""Where things are kept for later use: a folder of this user's own, or none."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from parley.caches import UNUSED_DAYS, cache_folder, remove_unused


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No place is known but the one for temporary files, which is the test's own."""
    for name in ("PARLEY_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_without_a_home_the_place_for_temporary_files_serves(tmp_path: Path) -> None:
    """HOME may be missing altogether."""
    folder = cache_folder("charts")
    assert folder is not None
    assert folder.is_relative_to(tmp_path)
    assert folder.stat().st_mode & 0o077 == 0


def test_a_folder_called_tilde_is_never_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A path that is not whole is passed over instead of made where one happens to stand."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "~")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder("charts") is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"parley-{os.getuid()}"]


def test_what_is_asked_for_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`PARLEY_CACHE` goes before every other place."""
    monkeypatch.setenv("PARLEY_CACHE", str(tmp_path / "asked"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "general"))
    assert cache_folder("charts") == tmp_path / "asked" / "charts"


def test_a_folder_others_can_write_to_is_not_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever can write there can have code run."""
    shared = tmp_path / "shared"
    (shared / "charts").mkdir(parents=True)
    shared.chmod(0o777)
    monkeypatch.setenv("PARLEY_CACHE", str(shared))
    found = cache_folder("charts")
    assert found is not None
    assert not found.is_relative_to(shared)


def test_a_link_is_not_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A link to a folder is nobody's own folder."""
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "asked").mkdir(mode=0o700)
    (tmp_path / "asked" / "charts").symlink_to(tmp_path / "real")
    monkeypatch.setenv("PARLEY_CACHE", str(tmp_path / "asked"))
    found = cache_folder("charts")
    assert found is not None
    assert not found.is_relative_to(tmp_path / "asked")


def test_what_nobody_used_for_long_is_removed(tmp_path: Path) -> None:
    """Old kernels go; the present one, and what was used lately, stay."""
    for name in ("kernel-now", "kernel-lately", "kernel-long-ago", "other"):
        (tmp_path / name).mkdir()
    old = time.time() - (UNUSED_DAYS + 1) * 86_400
    for name in ("kernel-now", "kernel-long-ago", "other"):
        os.utime(tmp_path / name, (old, old))
    remove_unused(tmp_path, "kernel-now", "kernel-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kernel-lately", "kernel-now", "other"]
