"""How many visitors will come. Knows no officer."""
