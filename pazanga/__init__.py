"""The ground everything stands on: texts, errors, settings, files, moments."""
