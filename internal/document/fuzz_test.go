package document

import (
	"io/fs"
	"testing"

	"fengcun"
)

// FuzzTemplate: a form that an organ puts in the place of ours is refused with the
// line, or has a title and something to print.
func FuzzTemplate(f *testing.F) {
	err := fs.WalkDir(files, "forms", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		f.Add(text)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("+++\ntitle = \"甲\"\n[fields]\na = \"text?\"\n+++\n| {a} | b |\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		tpl, err := parseTemplate("form", content)
		if err != nil {
			if fengcun.KindOf(err) != fengcun.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		if tpl.header.Title == "" || len(tpl.body) == 0 {
			t.Fatal("an empty form was taken")
		}
		for _, e := range tpl.body {
			e.fieldNames()
		}
	})
}
