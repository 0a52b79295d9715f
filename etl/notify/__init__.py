"""Notifications of what a person has to hear about a refresh nobody watches."""
