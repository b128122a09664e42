"""Charts of how far an outlook can be trusted: what was said against what happened, before and after."""
