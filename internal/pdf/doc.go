// Package pdf sets and writes the papers of the program: notices, certificates,
// decisions, inventories, on A4, in Chinese, as PDF/A-2u.
//
// It exists because no library that could be had passes one test: a paper with the
// name 李𬍛 on it. They stop, print a blank, hand back another character when the
// text is copied, or lose a character where a line ends. A certificate with a blank
// in the name is a certificate about nobody.
//
// # What it promises
//
//   - Nothing is printed blank. A character that the font cannot show is a
//     *MissingGlyph (pdf.missing_glyph) before anything is written. So is one that
//     would need shaping: combining marks, variation selectors, right-to-left scripts.
//   - Nothing is lost or clipped. Every character given is on some line, no line is
//     wider than its measure, no page fuller than its frame. What must stay whole and
//     does not fit (an ID number in a narrow cell) is an error, pdf.run_too_long.
//   - What is read from the file is what was set, character by character, also beyond
//     the BMP, and also where a font draws two characters with one glyph. No
//     ligatures. A justified line is never stretched so far that a gap could be taken
//     for a blank.
//   - Outlines are those of the font: they are copied, never computed anew.
//   - Equal input gives equal bytes, on every machine, with the same release of Go
//     (its compressor may change between releases). The package reads no clock; the
//     date of creation is given, the file's identifier is made from its content.
//   - The file says nothing of the case about itself: its metadata are the name of
//     the form and the date. Photographs lose what the camera noted in them.
//   - A damaged or forbidden font or picture is an error with a code, not a panic,
//     and not a damaged paper.
//
// # How text is set
//
// The frame, the sizes and the distance of lines follow GB/T 9704-2012: 22 lines of
// 28 characters of 三号. Lines are broken greedily by the usual rules (避头尾): no
// closing mark begins a line, no opening mark ends one, words and numbers stay
// whole, a dash or an ellipsis is not divided. A full stop or comma may hang over
// the end of a line by its empty half. Where the rules leave no place at all, for
// example in a word longer than the line, the line ends against the rules rather
// than beyond the measure; a run marked NoBreak is the exception. No line of a
// paragraph stands alone on a page, a head of a table is repeated on each, and
// Together keeps signers, date and seal on one page.
//
// # Fonts
//
// One face is embedded, Noto Serif CJK SC Regular, and stands in for the four that
// official papers ask for (小标宋, 仿宋, 楷体, 黑体): those may not be redistributed. An
// organ that owns them loads them into the slots of Fonts. There is no bold: a
// second face of the same coverage would double the size of the program, one of
// less coverage would refuse names in headings that the body takes, and boldness
// made by the program is a change of outlines. What the embedded font covers is
// written in third_party/noto-serif-cjk-sc.
//
// A font goes into the file cut to the characters used, as CFF or TrueType as it
// came. Code numbers stand for characters and not for glyphs: see face.
//
// # Archiving and signatures
//
// Files follow the rules of ISO 19005-2, conformance level U: everything embedded, an
// sRGB output intent, XMP metadata, no encryption, no script, no reference outwards.
// This is not certified; tests let other programs read the files. The pages are
// not tagged, so level A is not reached, and a screen reader gets text without
// structure.
//
// Sign fills a room that Document.Signature reserved; CAdES makes what goes in: a
// PAdES baseline signature without time stamp and without revocation data; Verify
// checks such a signature again, and no other. The SM2/SM3 signatures of domestic readers are not made here.
//
// # What it does not do
//
// It decides nothing, knows no form and no person, and does no input or output. It
// sets horizontal text from left to right and no other, hyphenates no Latin words,
// and cannot read fonts with arithmetic in their outlines, bitmaps or variations.
package pdf
