"""A store that several machines share: what one publishes, all of them show."""
