"""The corridor loads a verb when it is first asked for, whoever else asks at that moment."""

from __future__ import annotations

import subprocess
import sys

ASKING = """
import sys, threading
from types import ModuleType
sys.setswitchinterval(1e-6)
from parley import workbench
names, found = ["preview", "study", "weigh", "score", "stability", "theses", "influence", "run"], []
start = threading.Barrier(16)
def ask(which):
    start.wait()
    for name in names[which % 8:] + names[:which % 8]:
        found.append(getattr(workbench, name))
threads = [threading.Thread(target=ask, args=(n,)) for n in range(16)]
[one.start() for one in threads]
[one.join() for one in threads]
assert len(found) == 128, len(found)
assert not [one for one in found if isinstance(one, ModuleType) or not callable(one)]
"""


def test_many_threads_ask_for_verbs_at_once() -> None:
    """Each gets the verb, never the module it is named after or half of one."""
    subprocess.run([sys.executable, "-c", ASKING], check=True, timeout=300)


def test_every_verb_is_there_after_its_module_was_loaded_by_name() -> None:
    """Importing a room of the corridor by its own name leaves the verb of that name in its place."""
    said = "import parley.workbench.weigh; from parley import workbench; assert callable(workbench.weigh)"
    subprocess.run([sys.executable, "-c", said], check=True, timeout=300)
