"""24 февраля 2022, 24.02.2022. Django's own long form ends in an abbreviation, whose stop would double that of a sentence."""

DATE_FORMAT = "j E Y"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y, H:i"
