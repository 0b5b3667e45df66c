#!/usr/bin/env python3
"""Makes a scan of a PDF: a PDF whose pages are pictures and hold no text.

    scripts/scan.py IN.pdf OUT.pdf [--dpi 200] [--turn 0|90|180|270] [--bits 8|1]

Needs pdftoppm (Poppler). With --turn the picture lies turned in the page, and the page's /Rotate turns it back, as
scanners do. With --bits 1 the picture is a stencil in black and white (FlateDecode), else a JPEG. Same input, same
output, byte for byte.
"""

import argparse
import pathlib
import subprocess
import tempfile
import zlib


def pictures(source: str, dpi: int, bits: int) -> list[pathlib.Path]:
    folder = pathlib.Path(tempfile.mkdtemp())
    form = ["-jpeg", "-gray"] if bits == 8 else ["-mono"]
    subprocess.run(["pdftoppm", "-r", str(dpi), *form, source, folder / "page"], check=True)
    return sorted(folder.iterdir())


def size_of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at + 1] not in range(0xC0, 0xC4):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")


def turned(rows: list[list[int]], turn: int) -> list[list[int]]:
    for _ in range(turn // 90):
        rows = [list(row) for row in zip(*rows[::-1])]
    return rows


def stencil(data: bytes, turn: int) -> tuple[int, int, str, bytes]:
    """A PBM as a stencil: what is black there is painted."""
    _, size, rest = data.split(b"\n", 2)
    width, height = map(int, size.split())
    stride = (width + 7) // 8
    rows = [
        [rest[y * stride + x // 8] >> (7 - x % 8) & 1 for x in range(width)] for y in range(height)
    ]
    rows = turned(rows, turn)
    packed = bytearray()
    for row in rows:
        row = row + [0] * (-len(row) % 8)
        packed += bytes(
            sum(bit << (7 - place) for place, bit in enumerate(row[at : at + 8])) for at in range(0, len(row), 8)
        )
    entries = "/ImageMask true /BitsPerComponent 1 /Decode [1 0] /Filter /FlateDecode"
    return len(rows[0]), len(rows), entries, zlib.compress(bytes(packed), 9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("output")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--turn", type=int, default=0, choices=[0, 90, 180, 270])
    parser.add_argument("--bits", type=int, default=8, choices=[8, 1])
    asked = parser.parse_args()
    bits = 1 if asked.turn else asked.bits

    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for path in pictures(asked.source, asked.dpi, bits):
        data = path.read_bytes()
        if bits == 1:
            # Turned against the clock in the page; the page's /Rotate turns with the clock.
            width, height, entries, data = stencil(data, (360 - asked.turn) % 360)
        else:
            width, height = size_of_jpeg(data)
            entries = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
        wide, high = width * 72 / asked.dpi, height * 72 / asked.dpi
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] /Rotate {asked.turn} "
            f"/Contents {first + 1} 0 R /Resources << /XObject << /I {first + 2} 0 R >> >> >>".encode()
        )
        content = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /I Do Q".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        head = f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} {entries} /Length {len(data)} >>"
        objects.append(head.encode() + b"\nstream\n" + data + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()

    file = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    pathlib.Path(asked.output).write_bytes(file)


if __name__ == "__main__":
    main()
