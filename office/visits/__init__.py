"""The visit log: a messy table of tickets, read once into its normal form."""
