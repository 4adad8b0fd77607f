"""Titles: one neutral line for a fact, rendered from its typed fields, in every language of `wording`.

Words that differ stay different (safety.md, "Own voice"): released, pardoned and deported;
proposed, announced, licensed, eased, lifted and delisted; a number keeps its qualifier. What the
sources only announce, plan or allege is said as such. What a curator wrote in English (an
incident's `what`, a topic, a measure) is translated where the catalogues know it, and stands in
quotation marks with its language's code where they do not.
"""

from timeline.titles.title import entry_title, render

__all__ = ["entry_title", "render"]
