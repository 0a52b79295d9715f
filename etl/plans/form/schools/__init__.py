"""Schools of the network and their exam results."""
