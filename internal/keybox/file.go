package keybox

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"fengcun"
)

// maxFileSize bounds what is read as a key file, in bytes. A keyring of ten
// thousand organs has about 25 MB.
const maxFileSize = 256 << 20

// readPrivate reads a regular file that only its owner may touch.
func readPrivate(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refused("key.missing")
	}
	if err != nil {
		return nil, failed(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, failed(err)
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return nil, refused("key.permissions")
	}
	if info.Size() > maxFileSize {
		return nil, refused("key.damaged")
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		return nil, failed(err)
	}
	return raw, nil
}

// replaceFile puts raw under path: afterwards the file holds the old bytes or the
// new, whatever happens in between. The old file's blocks are overwritten once
// the new file is safe.
func replaceFile(path string, raw []byte) (err error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, leftover(path)) // mode 0600
	if err != nil {
		return failed(err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = failed(err)
		}
	}()
	if _, err = f.Write(raw); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	old, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if old != nil {
		defer old.Close()
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	if err = syncDir(dir); err != nil {
		return err
	}
	if old != nil {
		if err = overwrite(old); err != nil {
			return err
		}
	}
	return f.Close()
}

// leftover is the pattern of the names under which a replacement is written.
func leftover(path string) string { return "." + filepath.Base(path) + ".new-*" }

// removeLeftovers removes what a crash in the middle of a replacement left: an
// encrypted copy with keys that may have been destroyed since.
func removeLeftovers(path string) error {
	names, err := filepath.Glob(filepath.Join(filepath.Dir(path), leftover(path)))
	if err != nil {
		return failed(err)
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil {
			return failed(err)
		}
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// overwrite writes zeros over a file that no longer has a name.
func overwrite(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err := f.WriteAt(make([]byte, info.Size()), 0); err != nil {
		return err
	}
	return f.Sync()
}

// failed says that the file system refused. The path is the installation's own
// and no particular, so the cause may stand in the log.
func failed(err error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "key.file", Err: err}
}
