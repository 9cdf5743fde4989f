"""Speak to the user in English or French: the message catalogue and which language is in use."""

from __future__ import annotations

import errno
import gettext as _gettext
import os
from pathlib import Path
from typing import Literal

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, Language] = ("en", "fr")

DOMAIN = "recueil_kg"
LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"

_gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))


def language_of_environment() -> Language:
    """The user's language as POSIX says it: `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, then `LANG`; English otherwise."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def speak(language: Language) -> None:
    """Give every later message of this process, and of those it starts, in `language`.

    The argument parser's own messages are among them: it asks the catalogue of gettext's default
    domain, so ours becomes that one.
    """
    os.environ["LANGUAGE"] = language
    _gettext.textdomain(DOMAIN)


def spoken() -> Language:
    """The language that messages are given in now."""
    return language_of_environment()


def _(message: str) -> str:
    """The message in the language in use; the English text itself where that is English."""
    return _gettext.dgettext(DOMAIN, message)


def reason(error: OSError) -> str:
    """Why the operating system refused something, in the language in use."""
    known = {
        errno.ENOENT: _("No such file or directory"),
        errno.EACCES: _("Permission denied"),
        errno.EPERM: _("Operation not permitted"),
        errno.EISDIR: _("Is a directory"),
        errno.ENOTDIR: _("Not a directory"),
        errno.EEXIST: _("File exists"),
        errno.ENOSPC: _("No space left on device"),
        errno.EDQUOT: _("Disk quota exceeded"),
        errno.EFBIG: _("File too large"),
        errno.EROFS: _("Read-only file system"),
        errno.EIO: _("Input/output error"),
        errno.EMFILE: _("Too many open files"),
        errno.ENAMETOOLONG: _("File name too long"),
        errno.ECONNREFUSED: _("Connection refused"),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
