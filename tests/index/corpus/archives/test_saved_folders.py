import io
import zipfile
from pathlib import Path

from ..support import Read, Reading, config

PAGE = (
    "<html><head><title>Storm</title></head><body><p>" + "Nobody was hurt, the port said. " * 12 + "</p></body></html>"
)


def test_what_a_browser_saves_beside_a_page_is_no_news(tmp_path: Path):
    (tmp_path / "a_files/deep").mkdir(parents=True)
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "a_files/frame.html").write_text(PAGE)
    (tmp_path / "a_files/deep/x.css").write_text("p {}")
    (tmp_path / "my_files").mkdir()
    (tmp_path / "my_files/b.html").write_text(PAGE.replace("Storm", "Ferry"))
    found = Reading(config(tmp_path))
    assert [one.title for one in found.articles] == ["Storm", "Ferry"]
    assert {skip.kind for skip in found.skips} == {"parts of saved pages"}
    assert sum(skip.count for skip in found.skips) == 2


def test_nor_within_an_archive(reading: Read):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("x/a.html", "x/a_files/frame.html"):
            archive.writestr(name, PAGE)
    found = reading("a.zip", file.getvalue())
    assert (len(found.articles), [skip.kind for skip in found.skips]) == (1, ["parts of saved pages"])


def test_pictures_in_a_page_do_not_make_it_too_long(reading: Read):
    image = f'<img src="data:image/png;base64,{"A" * 20_000_000}">'
    text = PAGE.replace(
        "<html>", "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://lantern.example/1 \n-->"
    )
    article = reading("a.html", text.replace("<body>", f"<body>{image}")).article
    assert (article.title, article.url) == ("Storm", "https://lantern.example/1")
