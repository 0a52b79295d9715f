"""What arrives: files of the inbox, kept by their hash, read once, checked, loaded.

    <home>/inbox/spending.xlsx                 dropped by a person
    <home>/originals/<sha256>.xlsx             its bytes, kept for good
    <home>/originals/<sha256>.json             its name, its kinds, when it was received
    <home>/parsed/<hash>-<version>/            its rows as read; made again when missing

All originals together are what a refresh loads, whatever was loaded before: so it gives
the same warehouse whether they came one by one or all at once.
"""
