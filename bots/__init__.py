"""What talks to people: the console today, chat bots to come. Imports the public names of `timeline` only."""
