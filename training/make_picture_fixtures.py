"""Pictures as people have them, and what Pillow makes of each: golden/kinds.

Run with Pillow 9.4 and numpy. `index.json` names each file with the place of its crops in `crops.u8` (24 x 24 RGB each):
`pillow` as OpenCLIP's evaluation transform crops it after `exif_transpose`, `white` with transparency laid on white and
16-bit grey scaled first, as the page does.
"""

import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

GOLDEN = Path(__file__).parent.parent / "golden"
OUT = GOLDEN / "kinds"
SIZE = 24

base = Image.open(GOLDEN / "picture-0-rgb-640x480.png").convert("RGB").resize((48, 36), Image.BICUBIC)
rgb = np.array(base)
grey = np.array(base.convert("L"))
height, width = grey.shape
ramp = np.tile(np.linspace(0, 255, width).astype(np.uint8), (height, 1))
files = {}


def save(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(rows, depth, colour_type, extra=b"", interlace=0, parts=1):
    packed = zlib.compress(rows, 9)
    step = -(-len(packed) // parts)
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, interlace)
    pixels = b"".join(chunk(b"IDAT", packed[i : i + step]) for i in range(0, len(packed), step))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + pixels + chunk(b"IEND", b"")


def rows16(values):
    return b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)


def adam7(values):
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    return b"".join(rows16(values[y::down, x::right]) for x, y, right, down in passes)


wide = grey.astype(np.uint16)
files["grey16.png"] = png(rows16(wide * 257), 16, 0)
files["grey16-low.png"] = png(rows16(wide * 3), 16, 0)
files["grey16-adam7.png"] = png(adam7(wide * 2), 16, 0, interlace=1)
files["grey16-pillow.png"] = save(Image.fromarray(grey.astype(np.int32) * 2, "I"), "PNG")
files["grey-alpha16.png"] = png(rows16(np.stack([wide * 257, ramp.astype(np.uint16) * 257], -1)), 16, 4)
rows8 = b"".join(b"\0" + row.tobytes() for row in rgb)
whole = png(rows8, 8, 2, parts=3)
files["no-end.png"] = whole[:-12]
files["no-checksum.png"] = whole[:-18]

turned = [base.transpose(Image.FLIP_LEFT_RIGHT), base.transpose(Image.ROTATE_180)]
files["default-apart.png"] = save(base, "PNG", save_all=True, append_images=turned, default_image=True)
files["default-apart-no-end.png"] = files["default-apart.png"][:-12]


def frame_of(gif):
    at = 13 + 3 * 2 ** ((gif[10] & 7) + 1)
    while gif[at] == 0x21:
        at += 2
        while gif[at]:
            at += gif[at] + 1
        at += 1
    start = at + 10
    end = start + 1
    while gif[end]:
        end += gif[end] + 1
    return gif[13 : 13 + 3 * 2 ** ((gif[10] & 7) + 1)], gif[10] & 7, gif[start : end + 1]


def gif(indices, palette, screen, offset, clear=None, local=False, frames=1):
    image = Image.fromarray(indices, "P")
    image.putpalette(palette)
    colours, bits, data = frame_of(save(image, "GIF", optimize=False))
    own = 0x80 | bits
    control = b"\x21\xf9\x04" + bytes([clear is not None]) + struct.pack("<H", 10) + bytes([clear or 0, 0])
    place = b"\x2c" + struct.pack("<HHHH", *offset, width, height)
    frame = control + place + (bytes([own]) + colours if local else b"\0") + data
    head = b"GIF89a" + struct.pack("<HH", *screen) + (b"\0\5\0" if local else bytes([own, 5, 0]) + colours)
    return head + frame * frames + b";"


quantised = base.quantize(32)
indices, palette = np.array(quantised), quantised.getpalette()[:96]
ramp_palette = [value for i in range(256) for value in (i, i, i)]
larger, middle = (width + 20, height + 10), int(indices[18, 24])
files["part.gif"] = gif(indices, palette, larger, (8, 4), frames=2)
files["part-clear.gif"] = gif(indices, palette, larger, (8, 4), clear=middle)
files["part-local-clear.gif"] = gif(indices, palette, larger, (8, 4), clear=3, local=True)
files["beyond-screen.gif"] = gif(indices, palette, (width, height), (5, 5))
files["grey-clear.gif"] = gif(grey, ramp_palette, (width + 5, height), (5, 0), clear=int(grey[18, 24]))


def webp_animation(still, offset, alpha):
    body = still[30:] if still[12:16] == b"VP8X" else still[12:]
    u24 = lambda value: struct.pack("<I", value)[:3]
    frame = u24(offset[0] // 2) + u24(offset[1] // 2) + u24(width - 1) + u24(height - 1) + u24(100) + b"\0" + body
    frame = b"ANMF" + struct.pack("<I", len(frame)) + frame + b"\0" * (len(frame) % 2)
    head = b"VP8X" + struct.pack("<I", 10) + bytes([2 | alpha << 4, 0, 0, 0]) + u24(larger[0] - 1) + u24(larger[1] - 1)
    content = b"WEBP" + head + b"ANIM" + struct.pack("<I", 6) + b"\x10\x80\xf0\xff\0\0" + frame * 2
    return b"RIFF" + struct.pack("<I", len(content)) + content


fading = base.convert("RGBA")
fading.putalpha(Image.fromarray(ramp))
files["part.webp"] = webp_animation(save(base, "WEBP", quality=80), (8, 4), False)
files["part-alpha.webp"] = webp_animation(save(fading, "WEBP", lossless=True), (8, 4), True)


def bmp(bits, compression, masks, header, pixels):
    info = struct.pack("<iiHHIIiiII", width, height, 1, bits, compression, len(pixels), 2835, 2835, 0, 0)
    packed = struct.pack(f"<{len(masks)}I", *masks)
    head = struct.pack("<I", header) + info + (packed.ljust(header - 40, b"\0") if header > 40 else packed)
    offset = 14 + len(head)
    return b"BM" + struct.pack("<IHHI", offset + len(pixels), 0, 0, offset) + head + pixels


def bgra(alpha):
    return np.concatenate([rgb[::-1, :, ::-1], alpha[::-1, :, None]], -1).tobytes()


argb, nothing = (0xFF0000, 0xFF00, 0xFF, 0xFF000000), np.zeros_like(grey)
files["v5-no-mask-empty.bmp"] = bmp(32, 0, argb, 124, bgra(nothing))
files["v5-no-mask-ramp.bmp"] = bmp(32, 0, argb, 124, bgra(ramp))
files["v4-mask-ramp.bmp"] = bmp(32, 3, argb, 108, bgra(ramp))
files["v5-mask-empty.bmp"] = bmp(32, 3, argb, 124, bgra(nothing))
deep = rgb[::-1].astype(np.uint16)
files["565.bmp"] = bmp(16, 3, (0xF800, 0x7E0, 0x1F), 40, (deep[..., 0] >> 3 << 11 | deep[..., 1] >> 2 << 5 | deep[..., 2] >> 3).astype("<u2").tobytes())
files["555.bmp"] = bmp(16, 0, (), 40, (deep[..., 0] >> 3 << 10 | deep[..., 1] >> 3 << 5 | deep[..., 2] >> 3).astype("<u2").tobytes())


def exif(order, kind, value, count=1, more=b""):
    inline = value if len(value) <= 4 else struct.pack(order + "I", 26)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, 1)
    return head + struct.pack(order + "HHI", 0x112, kind, count) + inline.ljust(4, b"\0") + struct.pack(order + "I", 0) + (value if len(value) > 4 else b"") + more


jpeg = save(base, "JPEG", quality=85)


def with_exif(*blocks):
    segments = (b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block for block in blocks)
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


long6 = exif("<", 4, struct.pack("<I", 6))
files["exif-long.jpg"] = with_exif(long6)
files["exif-signed-byte.jpg"] = with_exif(exif(">", 6, b"\6"))
files["exif-rational.jpg"] = with_exif(exif(">", 5, struct.pack(">II", 16, 2)))
files["exif-byte.jpg"] = with_exif(exif("<", 1, b"\6"))
files["exif-two-blocks.jpg"] = with_exif(exif("<", 3, struct.pack("<H", 3)), long6)
still, lossy = save(base, "PNG"), save(base, "WEBP", quality=80)
files["exif-long.png"] = still[:33] + chunk(b"eXIf", long6) + still[33:]
xmp = b"XML:com.adobe.xmp\0\0\0\0\0" + b'<rdf:Description tiff:Orientation="8"/>'
files["xmp.png"] = still[:33] + chunk(b"iTXt", xmp) + still[33:]
extended = b"VP8X" + struct.pack("<I", 10) + b"\x08\0\0\0" + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
content = b"WEBP" + extended + lossy[12:] + b"EXIF" + struct.pack("<I", len(long6)) + long6
files["exif-long.webp"] = b"RIFF" + struct.pack("<I", len(content)) + content

endless = {
    "no-end.jpg": jpeg,
    "no-end-progressive.jpg": save(base, "JPEG", quality=85, progressive=True),
    "no-end-grey.jpg": save(base.convert("L"), "JPEG", quality=85),
    "no-end-444.jpg": save(base, "JPEG", quality=85, subsampling=0),
}
files |= {name: data[:-2] for name, data in endless.items()}


def crop(image):
    w, h = image.size
    short = min(w, h)
    w, h = (SIZE if w == short else int(SIZE * w / short)), (SIZE if h == short else int(SIZE * h / short))
    image = image.resize((w, h), Image.BICUBIC) if image.size != (w, h) else image
    left, top = round((w - SIZE) / 2), round((h - SIZE) / 2)
    return image.crop((left, top, left + SIZE, top + SIZE)).convert("RGB").tobytes()


def on_white(image, name):
    if image.mode == "I":
        return Image.fromarray((np.array(image) >> 8).astype(np.uint8), "L")
    if name == "v5-mask-empty.bmp":
        return image.convert("RGB")
    if image.mode not in ("RGBA", "LA") and "transparency" not in image.info:
        return image
    image = image.convert("RGBA")
    if image.getextrema()[3][0] == 255:
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


OUT.mkdir(exist_ok=True)
index, crops, known = {}, b"", {}
for name, data in files.items():
    (OUT / name).write_bytes(data)
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(endless.get(name, data))))
    places = {}
    for rule, seen in (("pillow", image), ("white", on_white(image, name))):
        data = crop(seen)
        places[rule] = known.setdefault(data, len(crops))
        if places[rule] == len(crops):
            crops += data
    index[name] = {"width": image.size[0], "height": image.size[1], **places}
(OUT / "crops.u8").write_bytes(crops)
(OUT / "index.json").write_text(json.dumps({"size": SIZE, "files": index}, indent=1) + "\n")
