"""The catalogues: every sentence that a person reads, in Indonesian and English."""
