package label_test

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/label"
)

var at = time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)

// Every label of a sheet can be read by other people's scanners, both ways, and the
// sheet says what Articles 5 and 6 ask for and nothing else.
func TestPrint(t *testing.T) {
	for size, perPage := range map[label.Size]int{label.Sheet: 24, label.Cover: 1} {
		var labels []label.Label
		for i := range perPage + 1 {
			labels = append(labels, label.Label{Wording: label.Wordings()[i%2], Text: fmt.Sprintf("JZ-%02dF3K7Q9", i)})
		}
		labels[perPage].Text = "ABCDEFGHIJ0123456789" // the longest there is
		file, err := label.Print(labels, size, at)
		if err != nil {
			t.Fatal(err)
		}
		pages := tool.Pages(t, file, 200)
		if len(pages) != 2 {
			t.Fatalf("%s: %d pages", size, len(pages))
		}
		for i, page := range pages {
			for n, l := range labels[i*perPage : min((i+1)*perPage, len(labels))] {
				want := []string{"CODE-128:" + l.Text, "QR-Code:" + l.Text}
				if got := tool.Zbar(t, cell(page, n, perPage)); !slices.Equal(got, want) {
					t.Errorf("%s, label %d: %q, want %q", size, i*perPage+n, got, want)
				}
			}
		}
		text := tool.Text(t, file)
		for word, n := range map[string]int{"含犯罪记录封存信息": (perPage + 2) / 2, "未成年人犯罪记录封存": (perPage + 1) / 2} {
			if strings.Count(text, word) != n {
				t.Errorf("%s: %q stands %d times, want %d", size, word, strings.Count(text, word), n)
			}
		}
	}
}

// cell is the part of a page that one label takes.
func cell(page image.Image, n, perPage int) image.Image {
	if perPage == 1 {
		return page
	}
	width, height := page.Bounds().Dx()/3, page.Bounds().Dy()/8
	at := image.Pt(n%3*width, n/3*height)
	return page.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rectangle{at, at.Add(image.Pt(width, height))})
}

func TestRefusals(t *testing.T) {
	one := []label.Label{{Wording: label.Sealed, Text: "A1"}}
	for code, print := range map[string]func() ([]byte, error){
		"label.none":    func() ([]byte, error) { return label.Print(nil, label.Sheet, at) },
		"label.size":    func() ([]byte, error) { return label.Print(one, "A5", at) },
		"label.wording": func() ([]byte, error) { return label.Print([]label.Label{{Text: "A1"}}, label.Cover, at) },
		"barcode.text": func() ([]byte, error) {
			return label.Print([]label.Label{{Wording: label.Sealed, Text: "张"}}, label.Cover, at)
		},
	} {
		if _, err := print(); fengcun.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}
