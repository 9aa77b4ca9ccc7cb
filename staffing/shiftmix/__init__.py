"""Which shifts with how many officers of which skills: what such a mix is, how it fares, and what would mend it."""
