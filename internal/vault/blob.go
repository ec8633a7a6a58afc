package vault

import (
	"io"
	"os"
	"path/filepath"

	"fengcun"
)

// partialSuffix ends the name of a blob that is still being written.
const partialSuffix = ".partial"

func (v *Vault) blobPath(blob fengcun.ID) string { return filepath.Join(v.blobs, blob.String()) }

// writeBlob writes a new blob and has it, with its name, on the disc when it
// returns: a row that names it may be committed then.
func writeBlob(path string, write func(io.Writer) error) (err error) {
	f, err := os.OpenFile(path+partialSuffix, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return blobError(err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return blobError(err)
	}
	if err := f.Close(); err != nil {
		return blobError(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return blobError(err)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return blobError(err)
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil {
		return blobError(err)
	}
	return nil
}

// blobError says that the disc refused. Blobs have random names, so the cause may
// stand in the log.
func blobError(err error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.blob", Err: err}
}
