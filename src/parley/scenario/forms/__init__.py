"""The grammar of scenario.yaml as pydantic models: which keys there are and what stands under each.

Numbers stay as the file has them: what they may be depends on the scenario (its dispositions, its
round), so `parley.scenario.reading` reads them.
"""

from parley.scenario.forms.scenario import ScenarioForm

__all__ = ["ScenarioForm"]
