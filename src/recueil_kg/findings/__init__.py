"""What looks wrong in sources; nothing is repaired.

Each rule's name, definition and message are a concept of the `rule` scheme; the code only decides when it applies. A
finding keeps the words as printed and says what is doubtful about them.
"""

from recueil_kg.findings.across_sources import findings_across
from recueil_kg.findings.among_instruments import FiledUnder, Filing, findings_among
from recueil_kg.findings.finding import Field, Finding
from recueil_kg.findings.of_a_record import findings_of

__all__ = ["Field", "FiledUnder", "Filing", "Finding", "findings_across", "findings_among", "findings_of"]
