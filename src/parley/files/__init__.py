"""Reading files and remembering where each value stood, so that every fault can point at its place."""

from parley.files.composing import compose_yaml
from parley.files.document import Document, Mark, Place, dotted
from parley.files.folder import Folder, as_folder
from parley.files.names import closest_name
from parley.files.text import TextFile, read_text

__all__ = [
    "Document",
    "Folder",
    "Mark",
    "Place",
    "TextFile",
    "as_folder",
    "closest_name",
    "compose_yaml",
    "dotted",
    "read_text",
]
