"""Copy comes in: bytes are kept first, then read, then given their place among the versions that came before."""
