"""Read models folded from the log; disposable, rebuilt at will."""
