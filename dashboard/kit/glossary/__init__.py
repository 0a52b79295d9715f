"""Words of the pages: what each means, and abbreviations that say it themselves."""
