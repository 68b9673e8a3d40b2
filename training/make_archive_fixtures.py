"""Writes the small archives and arrays in golden/archive/ that the tests of the archive readers read.

Made once with Python's own zipfile and tarfile, GNU tar's format and NumPy:  python3 training/make_archive_fixtures.py
"""

import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parent.parent / "golden" / "archive"
LONG = "deep/" * 30 + "a-picture-with-a-long-name.jpg"


def write_tar(name, files, tar_format):
    with tarfile.open(OUT / name, "w", format=tar_format) as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        link = tarfile.TarInfo("folder/link.jpg")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc/passwd"
        archive.addfile(link)
        for path, data in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


def write_zip(name, files, wide):
    limit = zipfile.ZIP64_LIMIT
    zipfile.ZIP64_LIMIT = 8 if wide else limit
    with zipfile.ZipFile(OUT / name, "w") as archive:
        archive.comment = b"a comment"
        archive.writestr("folder/", b"")
        for path, data in files.items():
            method = zipfile.ZIP_DEFLATED if path.endswith(".txt") else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(path), data, method)
    zipfile.ZIP64_LIMIT = limit


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    files = {
        "folder/a.jpg": b"first",
        "folder/empty.jpg": b"",
        "folder/caf\u00e9.txt": b"text " * 300,
        LONG: bytes(range(256)) * 3,
    }
    write_tar("gnu.tar", files, tarfile.GNU_FORMAT)
    write_tar("pax.tar", files, tarfile.PAX_FORMAT)
    write_tar("ustar.tar", files, tarfile.USTAR_FORMAT)
    write_zip("plain.zip", files, wide=False)
    write_zip("wide.zip", files, wide=True)
    shard = {}
    for index in range(3):
        shard[f"s{index:06d}.cls"] = str(index * 7).encode()
        shard[f"s{index:06d}.jpg"] = bytes([index]) * (100 + index)
        shard[f"s{index:06d}.txt"] = f"a picture of {index}\n".encode()
    write_tar("shard.tar", shard, tarfile.USTAR_FORMAT)
    values = np.array([[0.5, -1.25, 3.0], [65504.0, 6e-8, -0.0]])
    for name in ("f2", "f4", "f8"):
        np.save(OUT / f"{name}.npy", values.astype(f"<{name}"))
    np.save(OUT / "vector.npy", np.arange(5, dtype="<f4"))
    np.save(OUT / "fortran.npy", np.asfortranarray(values.astype("<f4")))
    np.save(OUT / "integers.npy", np.arange(3))
    np.save(OUT / "objects.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with open(OUT / "version2.npy", "wb") as file:
        np.lib.format.write_array(file, values.astype("<f4"), version=(2, 0))


if __name__ == "__main__":
    main()
