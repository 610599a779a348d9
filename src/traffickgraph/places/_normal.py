"""The normal form of a name: what is left when case, accents, punctuation and "the" no longer matter."""

from __future__ import annotations

import re

__all__ = ["dotted", "normal_form", "words"]

# A word, and whether a full stop follows it, so that "U.S." can be told from "us".
_TOKEN = re.compile(r"[^\W_]+\.?")
_WORD = re.compile(r"[^\W_]+")

# Apostrophes of all kinds join ("d'Ivoire" is "dIvoire"); invisible characters are not there; some letters carry a
# stroke that Unicode does not count as an accent.
_JOINING = dict.fromkeys(map(ord, "'’‘‛ʼʻʹʽ`´′＇\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_LETTERS = {ord(a): b for a, b in zip("øØłŁđĐıæÆœŒðÐ", [*"oOlLdDi", "ae", "AE", "oe", "OE", *"dD"], strict=True)}
_TRANSLATION: dict[int, str | None] = {**_JOINING, **_LETTERS}


def words(text: str) -> list[str]:
    """Return the words of a text as they are written, without "the"."""
    return [word for word in _WORD.findall(text) if word.casefold() != "the"]


def dotted(text: str) -> bool:
    """Say whether a text is an abbreviation written letter by letter, such as ``"U.S."`` or ``"u. a. e."``."""
    letters = words(text)
    return len(letters) > 1 and "." in text and all(len(letter) == 1 for letter in letters)


def normal_form(text: str) -> str:
    """Return a name in the form in which names are compared.

    Case, accents, punctuation, dashes, apostrophes, spaces and the word "the" do not matter; "&" is "and", "St." is
    "Saint", and letters with full stops are one word ("U.S." is "us"). The form is a fixed point: the normal form of
    a normal form is itself.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Lower-case words with single spaces; empty if nothing is left.
    """
    if text.isascii():
        text = text.lower()
        if "'" in text or "`" in text:
            text = text.replace("'", "").replace("`", "")
    else:
        text = _without_accents(text)
    if "&" in text:
        text = text.replace("&", " and ")
    found = _joined(_TOKEN.findall(text)) if "." in text else _WORD.findall(text)
    if "the" in found:
        found = [word for word in found if word != "the"]
    if "st" in found:
        found = ["saint" if word == "st" else word for word in found]
    return " ".join(found)


def _without_accents(text: str) -> str:
    from unicodedata import combining, normalize

    # Taking a letter apart can bring out another that has a lower-case or a simpler form, so go on until none does.
    while True:
        simpler = normalize("NFKD", text.translate(_TRANSLATION)).casefold()
        simpler = "".join(letter for letter in simpler if not combining(letter))
        if simpler == text:
            return text
        text = simpler


def _joined(tokens: list[str]) -> list[str]:
    """Join single letters that have full stops between them: u. s. virgin islands -> us virgin islands."""
    found: list[str] = []
    open_letters = False
    for token in tokens:
        word = token.rstrip(".")
        if open_letters and len(word) == 1:
            found[-1] += word
        else:
            found.append(word)
        open_letters = len(word) == 1 and token != word
    return found
