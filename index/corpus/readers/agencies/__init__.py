"""Agency formats: NITF, NewsML, messages in control characters, stories as terminals and collections have them."""
