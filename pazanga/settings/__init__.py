"""Settings: where state and data are, and what the environment asks for."""

from pazanga.settings.settings import (
    PROJECT_ROOT,
    OpenDataSettings,
    Settings,
    read_home,
    read_settings,
)

__all__ = ["PROJECT_ROOT", "OpenDataSettings", "Settings", "read_home", "read_settings"]
