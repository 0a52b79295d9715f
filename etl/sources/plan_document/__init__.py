"""The official plan template: from the text of a document to plan-package tables.

A document is read once into lines (`document`), cut into the template's numbered
sections (`sections`), and each section has a reader of its own. Readers know the
template, never a municipality: what is special to one document stands in the
`corrections.csv` beside its package.
"""
