"""Figures for people's own assistants: tools of the Model Context Protocol."""
