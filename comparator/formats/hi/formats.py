"""24 फरवरी 2022; the short form as in English, where Django has 24-02-2022."""

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
