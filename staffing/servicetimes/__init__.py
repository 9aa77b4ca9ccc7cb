"""Service times: how long each step really takes, learnt from the visit log."""
