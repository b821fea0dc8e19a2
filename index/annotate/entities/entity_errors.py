"""What goes wrong with the engine that finds names."""

from ...config.settings import SettingsError


class EngineError(SettingsError):
    """An engine of the configuration that cannot be used."""
