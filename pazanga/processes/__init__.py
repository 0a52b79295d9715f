"""Processes of our own: started without secrets, limited, and stopped whole."""
