"""The kinds of text a fact, a claim or an actor may hold, each with what it refuses.

Free text is plain text: no control characters, no bidirectional overrides (they make a line
read as another), no markup, and not only blanks. What is allowed is kept as it came, character
for character.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

# Control characters, line and paragraph separators, overrides of direction, tags that nobody sees.
# The tags stand here themselves: JSON Schema's patterns know no escape for them.
_BARRED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff" + "\U000e0000-\U000e007f"
_BLANK = r" \u00a0\u00ad\u115f\u1160\u1680\u180e\u2000-\u200f\u202f\u205f-\u2064\u2800\u3000\u3164"  # nothing is seen
_LETTERS = rf"(?:[^<{_BARRED}]|<+[^<A-Za-z/!?{_BARRED}])*<*$"
_PLAIN = rf"^[\t\n{_BLANK}]*(?:[^<\s{_BLANK}{_BARRED}]|<+[^<A-Za-z/!?{_BARRED}])" + _LETTERS
_PLAIN_LINE = _PLAIN.replace(r"[\t\n", "[").replace(_BARRED, r"\x09\x0a" + _BARRED)

ActorId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{2,60}$")]
"""The key of a person, organisation, office, place … in the register."""

Ref = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,60}$")]
"""The key of an entry, never changed."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=4_000, pattern=_PLAIN)]
"""Plain text of one or more lines."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=_PLAIN_LINE)]
"""Plain text of one line."""

_NO_URL = r"\s\x00-\x20\x7f-\x9f<>\"`\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_ADDRESS = rf"^https?://[^{_NO_URL}@/?#\\]+([/?#][^{_NO_URL}]*)?$"
Url = Annotated[str, StringConstraints(max_length=2_000, pattern=_ADDRESS)]
"""A web address without user name, password or blanks."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]
"""An ISO 639 code, with a script where it matters: `be`, `be-Latn`."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code."""

Curator = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
"""An opaque id of whoever recorded an event: never a name."""
