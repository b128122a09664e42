"""A brief in the forms one hands over: Markdown, PDF, Word, and its figures and tables as files."""
