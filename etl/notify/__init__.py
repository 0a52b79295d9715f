"""Notifications of what a person has to be told about a refresh nobody watches."""
