package paper

import (
	"bytes"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf16"

	"fengcun"
	"fengcun/internal/barcode"
)

// Paper is what a paper says.
type Paper struct {
	Lines []string // of all pages, in the order in which they were drawn
	Codes []string // texts of the QR codes, in that order
}

var (
	kidsList    = regexp.MustCompile(`/Kids\s*\[([^\]]*)\]`)
	reference   = regexp.MustCompile(`([0-9]{1,9}) [0-9]{1,5} R`)
	namedFont   = regexp.MustCompile(`/(F[0-9]{1,4}) ([0-9]{1,9}) 0 R`)
	mappedGlyph = regexp.MustCompile(`<([0-9a-f]{4})> <((?:[0-9a-f]{4}){1,2})>`)
)

// Read reads a paper. Error: paper.kind for what is no PDF.
func Read(file []byte) (Paper, error) {
	if !IsPDF(file) {
		return Paper{}, fengcun.Invalid("paper.kind", "file")
	}
	all := objects(file)
	var p Paper
	for _, page := range pages(all) {
		d := drawing{fonts: fonts(all, all[page.number("/Resources")])}
		d.run(all[page.number("/Contents")].content())
		p.Lines = append(p.Lines, d.lines...)
		for _, grid := range d.grids {
			if text, ok := barcode.ReadModules(grid); ok {
				p.Codes = append(p.Codes, text)
			}
		}
	}
	return p, nil
}

// Codes returns the texts of the QR codes that package pdf drew anywhere in a PDF,
// each once: also where another program laid its page over that of a third one.
func Codes(file []byte) []string {
	all := objects(file)
	var codes []string
	for _, n := range slices.Sorted(maps.Keys(all)) {
		if len(all[n].stream) == 0 || bytes.Contains(all[n].dict, []byte("/Image")) {
			continue
		}
		d := drawing{}
		d.run(all[n].content())
		for _, grid := range d.grids {
			if text, ok := barcode.ReadModules(grid); ok && !slices.Contains(codes, text) {
				codes = append(codes, text)
			}
		}
	}
	return codes
}

// IsPDF reports whether a file says that it is a PDF.
func IsPDF(file []byte) bool { return bytes.HasPrefix(file, []byte("%PDF-")) }

// pages returns the pages of a tree without branches, as package pdf writes it.
func pages(all map[int]object) []object {
	for _, o := range all {
		kids := kidsList.FindSubmatch(o.dict)
		if kids == nil || !bytes.Contains(o.dict, []byte("/Type /Pages")) {
			continue
		}
		var found []object
		for _, kid := range reference.FindAllSubmatch(kids[1], -1) {
			n, _ := strconv.Atoi(string(kid[1]))
			found = append(found, all[n])
		}
		return found
	}
	return nil
}

// fonts returns for each font of a dictionary of resources what its codes stand for.
func fonts(all map[int]object, resources object) map[string]map[uint16]string {
	found := map[string]map[uint16]string{}
	for _, f := range namedFont.FindAllSubmatch(resources.dict, -1) {
		n, _ := strconv.Atoi(string(f[2]))
		table := map[uint16]string{}
		for _, m := range mappedGlyph.FindAllSubmatch(all[all[n].number("/ToUnicode")].content(), -1) {
			code, units := units16(m[1]), units16(m[2])
			table[code[0]] = string(utf16.Decode(units))
		}
		found[string(f[1])] = table
	}
	return found
}

// units16 reads hexadecimal digits, four at a time.
func units16(digits []byte) []uint16 {
	b, err := hex.DecodeString(string(digits))
	if err != nil {
		return nil
	}
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[0])<<8|uint16(b[1]))
	}
	return units
}
