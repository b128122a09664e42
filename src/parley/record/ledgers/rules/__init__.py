"""One rule a module: the entries it makes, the findings it may come to, and the rule itself."""
