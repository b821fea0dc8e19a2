"""News site maps: headlines with dates; a site map of addresses alone is no news."""

from ..support import Read

NEWS = (
    "<url><loc>https://lantern.example/1</loc><news:news><news:publication><news:name>Port Maren Lantern</news:name>"
    "<news:language>en</news:language></news:publication><news:publication_date>2019-03-12T10:00:00Z"
    "</news:publication_date><news:title>Ferry terminal &amp; quay approved</news:title></news:news></url>"
)
OTHER = "<url><loc>https://lantern.example/about</loc></url>"


def site_map(urls: str, also: str = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"') -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{also}>{urls}</urlset>'
    )


def test_headlines_are_articles_and_other_addresses_are_counted(reading: Read):
    found = reading("sitemap.xml", site_map(NEWS + OTHER + OTHER))
    assert (found.article.title, found.article.date) == ("Ferry terminal & quay approved", "2019-03-12T10:00:00+00:00")
    assert (found.article.outlet, found.article.url) == ("Port Maren Lantern", "https://lantern.example/1")
    assert [(skip.kind, skip.count) for skip in found.skips] == [("addresses in site maps", 2)]


def test_addresses_alone_are_skipped(reading: Read):
    found = reading("sitemap.xml", site_map(OTHER, also=""))
    assert not found.articles
    assert [skip.kind for skip in found.skips] == ["site maps and lists of feeds"]
