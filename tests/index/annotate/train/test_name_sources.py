"""Packing the lists of names that others publish."""

from pathlib import Path

from newsexplore.index.annotate.train import name_sources


def test_packing_the_same_lists_gives_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "country-codes.csv").write_text(
        "official_name_en,CLDR display name,UNTERM English Short,Capital\nArdova,Ardova,Ardova (the),Velmora\n"
    )
    (tmp_path / "world-cities.csv").write_text("name,country\nPort Merrin,Ardova\nSànt Orsel,Ardova\n")
    (tmp_path / "constituents.csv").write_text("Symbol,Security\nGRH,Granit Holdings Inc.\n")
    (tmp_path / "first_names_us.txt").write_text("Helena\n")
    (tmp_path / "surnames_us.txt").write_text("Marsk\n")
    outputs = [tmp_path / "one.gz", tmp_path / "two.gz"]
    for output in outputs:
        name_sources.main([str(tmp_path), "-o", str(output)])
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert name_sources.pack(tmp_path) == {
        "countries": ["Ardova"],
        "capitals": ["Velmora"],
        "cities": ["Port Merrin", "Sant Orsel", "Sànt Orsel"],
        "first": ["Helena"],
        "surnames": ["Marsk"],
        "companies": ["Granit"],
    }
