package pdf

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"time"
	"unicode/utf16"
)

// beijing is the zone of every date in a document: Chinese standard time has had
// no summer time since 1991.
func beijing(t time.Time) time.Time { return t.In(time.FixedZone("", 8*3600)).Truncate(time.Second) }

func pdfDate(t time.Time) string { return beijing(t).Format("D:20060102150405") + "+08'00'" }

// textString writes a text as PDF does outside of pages: UTF-16 with a mark.
func textString(text string) string {
	b := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return "<" + hex.EncodeToString(b) + ">"
}

// xmp is what the file says about itself: the name of the form and the dates,
// nothing else.
func xmp(title string, created time.Time) []byte {
	var escaped bytes.Buffer
	// A bytes.Buffer takes every write.
	_ = xml.EscapeText(&escaped, []byte(title))
	date := beijing(created).Format("2006-01-02T15:04:05-07:00")
	return []byte("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escaped.String() + `</rdf:li></rdf:Alt></dc:title></rdf:Description>` + "\n" +
		`<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>` + date + `</xmp:CreateDate><xmp:ModifyDate>` + date + `</xmp:ModifyDate></rdf:Description>` + "\n" +
		"</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
}

// srgb is a display profile of the sRGB space (IEC 61966-2-1) in the format of ICC
// version 4, made here: the primaries adapted to D50, and the curve as a formula.
func srgb() []byte {
	fixed := func(values ...float64) []byte { // s15Fixed16
		var b []byte
		for _, v := range values {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(v*65536+0.5)))
			if v < 0 {
				binary.BigEndian.PutUint32(b[len(b)-4:], uint32(int32(v*65536-0.5)))
			}
		}
		return b
	}
	xyz := func(x, y, z float64) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(x, y, z)...) }
	text := func(s string) []byte { // one text, in American English
		b := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0CenUS")
		b = binary.BigEndian.AppendUint32(b, uint32(2*len(s)))
		b = binary.BigEndian.AppendUint32(b, 28)
		for _, r := range s {
			b = append(b, 0, byte(r))
		}
		return b
	}
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), fixed(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...)
	adaptation := append([]byte("sf32\x00\x00\x00\x00"),
		fixed(1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)...)
	tags := []struct {
		tag  string
		data []byte
	}{
		{"desc", text("sRGB IEC61966-2.1")},
		{"cprt", text("No copyright, use freely")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"chad", adaptation},
		{"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)},
		{"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)},
		{"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	start := 128 + 4 + 12*len(tags)
	for _, t := range tags {
		table = append(table, t.tag...)
		table = binary.BigEndian.AppendUint32(table, uint32(start+len(data)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
		data = append(data, t.data...)
		data = append(data, make([]byte, -len(data)&3)...)
	}
	header := make([]byte, 128)
	binary.BigEndian.PutUint32(header, uint32(start+len(data)))
	copy(header[8:], "\x04\x20\x00\x00mntrRGB XYZ ")
	copy(header[24:], "\x07\xE6\x00\x05\x00\x1E\x00\x00\x00\x00\x00\x00acsp") // a fixed date
	copy(header[68:], fixed(0.9642, 1, 0.8249))                               // the D50 illuminant
	return append(append(header, table...), data...)
}
