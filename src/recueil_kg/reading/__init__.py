"""Files into documents: formats are recognised by content, never by name."""

from recueil_kg.reading.container import LARGEST_SHEET, RawFile, files_in
from recueil_kg.reading.document import Document, Hyperlink, Line
from recueil_kg.reading.files import files_of, read, read_all, read_within_limits, why_unread
from recueil_kg.reading.formats import read_bytes

__all__ = [
    "LARGEST_SHEET",
    "Document",
    "Hyperlink",
    "Line",
    "RawFile",
    "files_in",
    "files_of",
    "read",
    "read_all",
    "read_bytes",
    "read_within_limits",
    "why_unread",
]
