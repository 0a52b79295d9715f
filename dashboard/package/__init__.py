"""All that is published as files for others, described as portals ask for it."""
