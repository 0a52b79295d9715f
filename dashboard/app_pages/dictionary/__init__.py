"""Tables of the snapshot on screen: what each holds and what its columns mean."""
