"""The hidden party's own choices, and what they tell: beliefs that agree with the choices they rest on."""
