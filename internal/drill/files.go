package drill

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"fengcun"
	"fengcun/internal/store"
)

// at is the hour at which all of it takes place.
func (w *World) at() time.Time { return w.hour }

// sheets are the codes of an inquiry's undertakings.
func (w *World) sheets(ctx context.Context, inquiry fengcun.ID) (codes []string, err error) {
	all, err := store.Undertakings(ctx, w.node.Store.Reader(), inquiry)
	for _, u := range all {
		codes = append(codes, u.Sheet)
	}
	return codes, err
}

// eachFile reads every file below a directory, and the names of all.
func eachFile(dir string, look func(name string, content []byte)) (files int, err error) {
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) { // gone meanwhile
			return nil
		}
		files++
		name, _ := filepath.Rel(dir, path)
		look(name, content)
		return err
	})
	return files, err
}

// searchFiles names the files in which one of the marks stands, in UTF-8.
func searchFiles(dir string, marks ...[][]byte) (files int, found []string, err error) {
	files, err = eachFile(dir, func(name string, content []byte) {
		if slices.ContainsFunc(slices.Concat(marks...), func(mark []byte) bool {
			return bytes.Contains(content, mark) || bytes.Contains([]byte(name), mark)
		}) {
			found = append(found, filepath.Base(name))
		}
	})
	return files, found, err
}

var residentNumber = regexp.MustCompile(`(^|[^0-9])([1-9][0-9]{16}[0-9X])($|[^0-9A-Za-z])`)

// searchNumbers names the files of a deployment in which the number of an identity card
// stands readable. Of a file that is one it says only that.
func searchNumbers(dir string) (files int, found []string, err error) {
	files, err = eachFile(dir, func(name string, content []byte) {
		for _, hit := range residentNumber.FindAllSubmatch(content, -1) {
			if id, doubts, err := fengcun.ParseDocument(fengcun.ResidentID, string(hit[2])); err == nil && len(doubts) == 0 && id.Resident != nil {
				found = append(found, filepath.Dir(name)+"/*"+filepath.Ext(name))
				return
			}
		}
	})
	return files, slices.Compact(found), err
}
