"""ZIP archives: documents with what ``metadata.csv`` says of them; what is hostile is refused, and the rest goes in."""

from __future__ import annotations

import datetime
import stat
import struct
import zipfile
from io import BytesIO

import pytest

from comparator.intake import Format, IntakeError, Limits, expand, recognise
from tests.intake.test_read import PAGE

REPORT = "The Prime Minister spoke to the President of Russia on Thursday, his office said."


def pack(files, packing=zipfile.ZIP_DEFLATED):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def read(raw, **limits):
    return {item.place: item for item in expand(raw, name="all.zip", limits=Limits(**limits))}


def error_of(raw, name, **limits):
    items = read(raw, **limits)
    assert items["all.zip: good.txt"].error == "", "the others must go in"
    return items[f"all.zip: {name}"].error


def test_each_file_is_a_document_recognised_by_its_content():
    raw = pack(
        [("calls/", ""), ("calls/a.txt", PAGE), ("calls/b.bin", f"---\ntitle: B\n---\n{REPORT}"), ("c.html", REPORT)]
    )
    assert recognise(raw) is Format.ZIP
    items = list(expand(raw, name="all.zip"))
    assert [(item.place, item.text.format) for item in items] == [
        ("all.zip: calls/a.txt", "html"),
        ("all.zip: calls/b.bin", "markdown"),
        ("all.zip: c.html", "text"),
    ]


@pytest.mark.parametrize("folder", ["", "Calls of 2022/"])
def test_a_table_beside_the_files_says_what_they_are(folder):
    table = (
        "file,outlet,kind,published,title,url,language,call\n"
        "a.txt,PMO,readout,2022-02-24,A title,https://pmo.example/a,en,2022-02-24-modi-putin\n"
        "SUB/B.txt,The Paper,article,,,,,\n"
        "missing.txt,PMO,readout,,,,,\n"
        "bad.txt,PMO,readout,yesterday,,,,\n"
        ",PMO,readout,,,,,\n"
    )
    names = ["a.txt", "sub/b.txt", "bad.txt", "alone.txt"]
    raw = pack([(f"{folder}Metadata.csv", table), *((f"{folder}{name}", f"{name} {REPORT}") for name in names)])
    found = expand(raw, name="all.zip")
    assert found.total == 4
    items = {item.place: item for item in found}
    first = items[f"all.zip: {folder}a.txt"]
    assert (first.stated.outlet, first.stated.call) == ("PMO", "2022-02-24-modi-putin")
    assert first.stated.published == datetime.date(2022, 2, 24)
    assert items[f"all.zip: {folder}sub/b.txt"].stated.outlet == "The Paper"
    assert items[f"all.zip: {folder}alone.txt"].stated.outlet == ""
    assert "line 5: “yesterday” is no whole date" in items[f"all.zip: {folder}bad.txt"].error
    assert "no file “missing.txt”" in items[f"all.zip: {folder}Metadata.csv, line 4"].error
    assert "“file” is empty" in items[f"all.zip: {folder}Metadata.csv, line 6"].error


def test_bytes_of_the_table_that_are_no_text_spoil_their_file_alone():
    said = "file,title,outlet\na.txt,Café {},PMO\nb.txt,Entrée,PMO\n".encode().replace(b"{}", b"\xff")
    found = read(pack([("a.txt", REPORT), ("b.txt", REPORT), ("metadata.csv", said)]))
    assert "no UTF-8" in found["all.zip: a.txt"].error
    assert found["all.zip: b.txt"].error == ""


def test_what_file_managers_add_is_passed_over():
    names = ["__MACOSX/._a.txt", ".DS_Store", "x/Thumbs.db", "x/.hidden", "good.txt"]
    assert list(read(pack([(name, REPORT) for name in names]))) == ["all.zip: good.txt"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../a.txt", "leads out of the archive"),
        ("a/../../b.txt", "leads out of the archive"),
        ("/etc/passwd", "leads out of the archive"),
        ("C:\\a.txt", "leads out of the archive"),
    ],
)
def test_a_path_out_of_the_archive_is_refused(name, message):
    assert message in error_of(
        pack([(name, REPORT), ("good.txt", REPORT)]), name.replace("\\", "/") if "/" in name else name
    )


def test_a_link_is_refused():
    link = zipfile.ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "a link or a device" in error_of(pack([(link, "/etc/passwd"), ("good.txt", REPORT)]), "link.txt")


def test_an_encrypted_file_is_refused():
    raw = bytearray(pack([("secret.txt", REPORT), ("good.txt", REPORT)]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    assert "encrypted" in error_of(bytes(raw), "secret.txt")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(packing):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("odd.txt", REPORT, packing)
        archive.writestr("good.txt", REPORT)
    assert "ordinary ZIP" in error_of(buffer.getvalue(), "odd.txt")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_one_name_are_refused():
    items = list(expand(pack([("a.txt", REPORT), ("A.txt", REPORT + "!"), ("good.txt", REPORT)])))
    assert [bool(item.error) for item in items] == [True, True, False]
    assert "Two files" in items[0].error


def test_an_archive_inside_the_archive_is_refused():
    inner = pack([("a.txt", REPORT)])
    assert "archive inside the archive" in error_of(pack([("inner.txt", inner), ("good.txt", REPORT)]), "inner.txt")


def test_a_table_inside_the_archive_is_refused_with_advice():
    assert "import" in error_of(pack([("t.csv", f'text,outlet\n"{REPORT}",P'), ("good.txt", REPORT)]), "t.csv")


def test_a_bomb_is_stopped_by_its_ratio():
    raw = pack([("bomb.txt", b"a" * 5_000_000), ("good.txt", REPORT)])
    assert "100 times its packed size" in error_of(raw, "bomb.txt")


def test_sizes_are_counted_on_what_really_comes_out():
    raw = bytearray(pack([("liar.txt", b"ab" * 500_000), ("good.txt", REPORT)]))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = raw.index(signature) + offset
        raw[place : place + 4] = struct.pack("<I", 10)
    assert error_of(bytes(raw), "liar.txt")


def test_the_whole_is_limited_whatever_each_file_holds():
    raw = pack([("good.txt", REPORT), *((f"{n}.txt", REPORT * 10) for n in range(10))])
    found = [item.error for item in read(raw, max_unpacked=3000).values()]
    assert found[0] == ""
    assert "more than 3 KB in all" in found[-1]


def test_more_than_two_hundred_files_are_refused():
    assert len(read(pack([(f"{n}.txt", f"{n} {REPORT}") for n in range(200)]))) == 200
    with pytest.raises(IntakeError, match="more than 200 files"):
        expand(pack([(f"{n}.txt", REPORT) for n in range(201)]))


def test_an_endless_directory_is_not_even_opened():
    with pytest.raises(IntakeError, match="more files than can be taken"):
        expand(b"PK\x03\x04" + b"PK\x01\x02" * 30_000)


@pytest.mark.parametrize("cut", [10, 100, -10, -1])
def test_an_archive_that_is_cut_off_is_refused(cut):
    with pytest.raises(IntakeError, match="damaged or cut off"):
        expand(pack([("a.txt", REPORT)])[:cut])


def test_an_upload_is_refused_by_its_own_size():
    with pytest.raises(IntakeError, match=r"at most 1 KB are taken at once\. Divide it"):
        expand(REPORT.encode() * 100, limits=Limits(max_unpacked=1000))


def test_an_empty_archive_is_refused():
    with pytest.raises(IntakeError, match="holds no files"):
        expand(pack([]))


def test_a_damaged_file_is_an_error_of_its_own():
    raw = bytearray(pack([("bad.txt", REPORT * 20), ("good.txt", REPORT)]))
    raw[60:70] = b"\xff" * 10
    assert "damaged here" in error_of(bytes(raw), "bad.txt")


def test_a_single_document_is_a_collection_of_one():
    (item,) = expand(REPORT.encode(), name="a.txt")
    assert (item.place, item.text.text) == ("a.txt", REPORT)
    (item,) = expand(b"GIF89a", name="a.gif")
    assert item.error.startswith("a.gif: This is a picture")
