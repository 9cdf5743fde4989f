"""Speak to the user in English or French: the message catalogue and which language is in use."""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path
from typing import Literal

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, Language] = ("en", "fr")

_LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"


def language_of_environment() -> Language:
    """The user's language as POSIX says it: `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, then `LANG`; English otherwise."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def speak(language: Language) -> None:
    """Give every later message, the argument parser's own included, in `language`.

    The argument parser asks the process-wide catalogue of gettext's default domain, so ours is bound there.
    """
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain("messages", str(_LOCALE_FOLDER))
    _gettext.textdomain("messages")


def spoken() -> Language:
    """The language that messages are given in now."""
    return language_of_environment()


def _(message: str) -> str:
    """The message in the language in use; the English text itself where that is English."""
    return _gettext.gettext(message)
