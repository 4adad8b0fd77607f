"""From text in seven languages to a query: folding, dates, names, intents. Deterministic and offline."""
