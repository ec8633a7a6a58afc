"""Cut the embedded font from one face of Debian's NotoSerifCJK-Regular.ttc.

Usage: make.py NotoSerifCJK-Regular.ttc OUT.otf

Kept: every Chinese character of the face "Noto Serif CJK SC" (README.md says what
that covers), and of the rest what official papers use. Left out on purpose: Hangul,
and everything that needs shaping or prints nothing (combining marks, variation
selectors, format characters), so that such text is refused as a missing glyph and
never printed wrongly. Outlines and widths are copied as they are; only tables that
a PDF does not need are dropped.
"""
import sys
import unicodedata

from fontTools import subset
from fontTools.ttLib import TTCollection

KEPT = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x01CD, 0x01DC),  # Latin, pinyin
    (0x0391, 0x03C9), (0x0401, 0x0451),                    # Greek, Cyrillic
    (0x2010, 0x205E), (0x2070, 0x209F), (0x20A0, 0x20BF),  # punctuation, indices, currency
    (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),  # ℃ №, Roman numerals, arrows, mathematics
    (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x27BF),  # ①, □ ■ ○, ☑ ✓
    (0x2E80, 0x2FDF), (0x2FF0, 0x303F), (0x3040, 0x30FF),  # radicals, Chinese punctuation, kana
    (0x3220, 0x33FF),                                      # ㈠ ㊣ ㎡
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),  # Chinese characters
    (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),  # vertical and full-width forms
    (0x20000, 0x3FFFF),                                    # Chinese characters beyond the BMP
]
UNPRINTABLE = {"Mn", "Mc", "Me", "Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def kept(rune):
    if unicodedata.category(chr(rune)) in UNPRINTABLE and not 0x3400 <= rune <= 0x9FFF and rune < 0x20000:
        return False
    return any(first <= rune <= last for first, last in KEPT)


def main(source, out):
    faces = TTCollection(source, lazy=True).fonts
    face = next(f for f in faces if f["name"].getDebugName(6) == "NotoSerifCJKsc-Regular")
    runes = sorted(filter(kept, face.getBestCmap()))

    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x0409]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.canonical_order = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=runes)
    cutter.subset(face)
    face.recalcTimestamp = False
    face.save(out, reorderTables=False)
    print(f"{len(runes)} characters, {face['maxp'].numGlyphs} glyphs")


if __name__ == "__main__":
    main(*sys.argv[1:])
