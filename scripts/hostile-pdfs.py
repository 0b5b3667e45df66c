#!/usr/bin/env python3
"""Hostile PDFs: each tries to cost a reader more than it is worth. Standard library only.

    scripts/hostile-pdfs.py FOLDER

Each file's name says how its reading may end: NAME.STATUS.pdf, or NAME.STATUS+STATUS.pdf where speed decides.
"""
import random
import sys
import zlib
from pathlib import Path

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 72 720 Td (A road of three miles) Tj ET"


class Pdf:
    """A PDF under construction; object 1 is the catalog, 2 the page tree, 3 the first page, 4 a font."""

    def __init__(self, kids="[3 0 R]", count=1, contents="5 0 R", resources="/Font << /F1 4 0 R >>", catalog=""):
        self.objects = {
            1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
            2: f"<< /Type /Pages /Kids {kids} /Count {count} >>".encode(),
            3: (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} "
                f"/Resources << {resources} >> >>"
            ).encode(),
            4: FONT.encode(),
        }

    def add(self, number, body):
        self.objects[number] = body if isinstance(body, bytes) else body.encode()
        return self

    def stream(self, number, data, entries="", length=None):
        length = len(data) if length is None else length
        head = f"<< {entries} /Length {length} >>\nstream\n".encode()
        return self.add(number, head + data + b"\nendstream")

    def flate(self, number, data, entries="", times=1):
        for _ in range(times):
            data = zlib.compress(data, 9)
        names = "/FlateDecode" if times == 1 else "[" + "/FlateDecode " * times + "]"
        return self.stream(number, data, f"/Filter {names} {entries}")

    def bytes(self, trailer="", shift=0, size=None):
        out = bytearray(b"%PDF-1.7\n")
        offsets = {}
        for number, body in sorted(self.objects.items()):
            offsets[number] = len(out)
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start, last = len(out), max(self.objects)
        out += f"xref\n0 {last + 1}\n0000000000 65535 f \n".encode()
        for number in range(1, last + 1):
            at = offsets.get(number)
            out += (b"0000000000 00000 f \n" if at is None else f"{at + shift:010} 00000 n \n".encode())
        out += f"trailer << /Size {size or last + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


def zeros(megabytes, times=1):
    """A deflated run of blanks: one block, flushed so that it can be repeated, as often as asked for."""
    block = b" " * (1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(megabytes):
        check = zlib.adler32(block, check)
    data = b"\x78\xda" + packed * megabytes + b"\x03\x00" + check.to_bytes(4, "big")
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def cid_font(pdf, widths="", to_unicode=""):
    pdf.add(4, f"<< /Type /Font /Subtype /Type0 /BaseFont /Roads /Encoding /Identity-H /DescendantFonts [6 0 R] {to_unicode} >>")
    pdf.add(
        6,
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Roads /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        f"/Supplement 0 >> /FontDescriptor 7 0 R {widths} >>",
    )
    pdf.add(7, "<< /Type /FontDescriptor /FontName /Roads /Flags 4 >>")
    return pdf.stream(5, b"BT /F1 12 Tf 72 720 Td <00240025> Tj ET")


def bombs():
    flate = "/Filter /FlateDecode"
    yield "flate-bomb.limit", Pdf().stream(5, zeros(1024), flate).bytes()
    yield "flate-bomb-chained.limit", Pdf().stream(5, zeros(2048, 3), "/Filter [/FlateDecode /FlateDecode /FlateDecode]").bytes()
    many = Pdf(contents="[" + " ".join(f"{n} 0 R" for n in range(10, 210)) + "]")
    bomb = zeros(200)
    for number in range(10, 210):
        many.stream(number, bomb, flate)
    yield "flate-bomb-200-streams.limit", many.bytes()
    half = Pdf(kids="[3 0 R 6 0 R]", count=2).stream(5, TEXT).stream(7, zeros(1024), flate)
    half.add(6, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 7 0 R /Resources << /Font << /F1 4 0 R >> >> >>")
    yield "flate-bomb-on-page-2.partial", half.bytes()
    packed = Pdf().stream(5, TEXT).stream(6, zeros(1024), f"/Type /ObjStm /N 1 /First 4 {flate}")
    yield "flate-bomb-of-objects.limit", packed.bytes()
    font = Pdf().stream(5, TEXT).add(
        4, "<< /Type /Font /Subtype /TrueType /BaseFont /Roads /FirstChar 0 /LastChar 0 /Widths [500] /FontDescriptor 6 0 R >>"
    )
    font.add(6, "<< /Type /FontDescriptor /FontName /Roads /Flags 32 /FontFile2 7 0 R >>").stream(7, zeros(1024), flate)
    yield "flate-bomb-font.partial", font.bytes()
    lzw = b"\x80" + bytes(random.Random(4).randbytes(1 << 20))
    yield "lzw-noise.empty", Pdf().stream(5, lzw, "/Filter /LZWDecode").bytes()


def trees():
    yield "pages-in-themselves.no-activity", Pdf(kids="[2 0 R 3 0 R 2 0 R]", count=3).stream(5, TEXT).bytes()
    loop = Pdf(kids="[6 0 R 3 0 R]", count=2).stream(5, TEXT).add(6, "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 6 0 R] /Count 2 >>")
    yield "pages-in-a-ring.no-activity", loop.bytes()
    yield "page-count.no-activity", Pdf(count=2_000_000_000).stream(5, TEXT).bytes()
    yield "page-1e6-times.no-activity", Pdf(kids="[" + "3 0 R " * 1_000_000 + "]", count=1_000_000).stream(5, TEXT).bytes()
    inline = "<< /Type /Page /MediaBox [0 0 9 9] >> "
    yield "pages-200000.partial+timeout", Pdf(kids="[3 0 R " + inline * 200_000 + "]", count=200_001).stream(5, TEXT).bytes()
    deep = Pdf(kids="[10 0 R]").stream(5, TEXT)
    for number in range(10, 20_010):
        deep.add(number, f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 >>")
    yield "pages-20000-deep.no-activity", deep.add(20_010, deep.objects[3]).bytes()
    prev = Pdf().stream(5, TEXT)
    start = prev.bytes().rindex(b"xref\n0 ")
    yield "prev-loop.no-activity", prev.bytes(trailer=f"/Prev {start}")
    yield "outlines-in-a-ring.no-activity", Pdf(catalog="/Outlines 6 0 R").stream(5, TEXT).add(
        6, "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>"
    ).add(7, "<< /Title (Roads) /Parent 6 0 R /Next 7 0 R /First 7 0 R /Dest [3 0 R /Fit] >>").bytes()
    yield "structure-in-a-ring.no-activity", Pdf(catalog="/StructTreeRoot 6 0 R /MarkInfo << /Marked true >>").stream(
        5, b"/P << /MCID 0 >> BDC " + TEXT + b" EMC"
    ).add(6, "<< /Type /StructTreeRoot /K 7 0 R /ParentTree 8 0 R >>").add(
        7, "<< /Type /StructElem /S /P /P 6 0 R /Pg 3 0 R /K [7 0 R 0 6 0 R] >>"
    ).add(8, "<< /Kids [8 0 R] /Nums [0 [7 0 R]] >>").bytes()
    names = Pdf(catalog="/Names << /EmbeddedFiles 6 0 R >>").stream(5, TEXT).add(6, "<< /Kids [6 0 R 6 0 R] >>")
    yield "names-in-a-ring.no-activity", names.bytes()


def nesting():
    array = "[" * 100_000 + "]" * 100_000
    yield "arrays-100000-deep.damaged", Pdf(catalog=f"/Deep {array}").stream(5, TEXT).bytes()
    yield "arrays-100000-deep-open.no-activity+damaged", Pdf().stream(5, TEXT).add(6, "[" * 100_000).bytes()
    yield "content-arrays-deep.no-activity+empty+needs-ocr", Pdf().stream(5, TEXT + b" " + b"[" * 100_000 + b" TJ").bytes()
    inline = b"/P " + b"<< /A " * 100_000 + b">> " * 100_000 + b"BDC " + TEXT + b" EMC"
    yield "content-dictionaries-deep.no-activity+empty", Pdf().stream(5, inline).bytes()
    yield "states-1e6-deep.no-activity", Pdf().stream(5, b"q " * 1_000_000 + TEXT).bytes()
    yield "marks-1e6-deep.no-activity", Pdf().stream(5, b"/P BMC " * 1_000_000 + TEXT).bytes()


def fonts():
    yield "widths-to-4e9.partial+limit", cid_font(Pdf(), "/W [0 4000000000 500]").bytes()
    yield "widths-many-ranges.limit+partial", cid_font(Pdf(), "/W [" + "0 65535 500 " * 20_000 + "]").bytes()
    first = Pdf().stream(5, TEXT).add(
        4, "<< /Type /Font /Subtype /Type1 /BaseFont /Roads /FirstChar 4000000000 /LastChar 4000000001 /Widths [500] >>"
    )
    yield "first-char-4e9.partial", first.bytes()
    for name, ranges in [
        ("range", b"1 beginbfrange <00000000> <EE6B2800> <0041> endbfrange"),
        ("array", b"1 beginbfrange <00000000> <EE6B2800> [<0041>] endbfrange"),
        ("cid", b"1 begincidrange <00000000> <EE6B2800> 0 endcidrange 1 beginbfchar <0024> <0041> endbfchar"),
    ]:
        pdf = cid_font(Pdf(), to_unicode="/ToUnicode 8 0 R")
        pdf.stream(8, b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" + ranges + b"\nendcmap")
        yield f"tounicode-{name}-to-4e9.no-activity", pdf.bytes()
    drawn = Pdf().stream(5, TEXT).stream(6, b"/F1 12 Tf (A) Tj " * 10 + b"500 0 d0")
    drawn.add(
        4,
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar 65 "
        "/Widths [500] /Encoding << /Differences [65 /A] >> /CharProcs << /A 6 0 R >> /Resources << /Font << /F1 4 0 R >> >> >>",
    )
    yield "type3-in-itself.no-activity", drawn.bytes()


def content():
    forms = Pdf(resources="/Font << /F1 4 0 R >> /XObject << /X0 10 0 R >>").stream(5, TEXT + b" /X0 Do")
    for level in range(9):
        body = f"/X{level + 1} Do " * 10 if level < 8 else "BT /F1 1 Tf (roads) Tj ET " * 10
        forms.stream(
            10 + level,
            body.encode(),
            "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> "
            f"/XObject << /X{level + 1} {11 + level} 0 R >> >>",
        )
    yield "forms-1e9.partial+timeout", forms.bytes()
    own = Pdf(resources="/Font << /F1 4 0 R >> /XObject << /X 6 0 R >>").stream(5, TEXT + b" /X Do")
    own.stream(6, b"/X Do /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")
    yield "form-in-itself.no-activity", own.bytes()
    yield "contents-300000.partial+timeout", Pdf(contents="[" + "5 0 R " * 300_000 + "]").stream(5, TEXT).bytes()
    yield "shows-1e6.no-activity+timeout+memory+limit", Pdf().flate(5, b"BT /F1 1 Tf 72 720 Td " + b"(a) Tj " * 1_000_000 + b"ET").bytes()
    yield "operators-1e8.partial+timeout", Pdf().flate(5, TEXT + b" 0 g" * 30_000_000).bytes()
    yield "glyphs-4e6.partial+timeout", Pdf().flate(5, b"BT /F1 1 Tf 72 720 Td (" + b"road " * 800_000 + b") Tj ET").bytes()
    for name, numbers in [("huge", "1e38 0 0 1e38 1e38 1e38"), ("nan", "nan inf 0 - .- +"), ("zero", "0 0 0 0 0 0")]:
        yield f"matrix-{name}.no-activity+empty+needs-ocr", Pdf().stream(5, f"{numbers} cm ".encode() + TEXT).bytes()
    yield "size-huge.no-activity+empty+needs-ocr", Pdf().stream(5, TEXT.replace(b" 12 Tf", b" 99999999999999999999 Tf")).bytes()
    yield "lines-1e6.no-activity+timeout", Pdf().flate(5, TEXT + b" 1 1 m 9 1 l S" * 1_000_000).bytes()
    noise = random.Random(7).randbytes(1 << 20)
    yield "inline-images.no-activity+timeout", Pdf().stream(5, TEXT + b" BI /W 9 /H 9 ID " + b"EI " * 100_000 + noise).bytes()


def damage():
    whole = Pdf().flate(5, TEXT).bytes()
    yield "length-lies.no-activity", Pdf().stream(5, TEXT, length=4_000_000_000).bytes()
    yield "length-of-itself.no-activity", Pdf().add(5, b"<< /Length 5 0 R >>\nstream\n" + TEXT + b"\nendstream").bytes()
    yield "xref-shifted.no-activity", Pdf().stream(5, TEXT).bytes(shift=7)
    yield "xref-size.no-activity", Pdf().stream(5, TEXT).bytes(size=2_000_000_000)
    yield "xref-entries-lie.no-activity+damaged", whole.replace(b"xref\n0 6", b"xref\n0 4294967295")
    yield "truncated.no-activity+damaged+empty", whole[: len(whole) * 6 // 10]
    objects = b"6 0 6 0"
    yield "objects-in-themselves.no-activity+damaged", Pdf().stream(5, TEXT).stream(
        6, objects, "/Type /ObjStm /N 2 /First 4 /Extends 6 0 R"
    ).bytes()
    yield "header-only.damaged", b"%PDF-1.7\n"
    yield "noise.damaged", b"%PDF-1.7\n" + random.Random(1).randbytes(1 << 16)
    yield "obj-1e5.damaged+timeout", b"%PDF-1.7\n" + b"1 0 obj << " * 100_000


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for kind in (bombs, trees, nesting, fonts, content, damage):
        for name, data in kind():
            (folder / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
