"""One sentence of the labour code or house agreement a file: check and constraint side by side."""

AnyRule = object
