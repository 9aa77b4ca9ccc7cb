"""Values in, bytes and text out: everything that a person reads."""
