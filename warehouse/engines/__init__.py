"""Engines that run the models, and the SQL that all of them understand."""
