package vault

import (
	"context"
	"crypto/cipher"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"os"
	"path/filepath"
	"time"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// A large file (电子卷宗: scans, recordings) lies outside the database in a blob of
// equal chunks, encrypted under a key derived from the item's data key, so that it
// is sealed, unsealed and destroyed with the item without being touched. Its name
// and type are particulars and belong into a payload of the item.
const (
	chunkSize       = 64 << 10 // plaintext bytes of a chunk
	sealedChunkSize = chunkSize + suite.TagSize
	trailerSize     = 8 // the true length, at the end of the last chunk
)

// MaxFile is the greatest length of a file in bytes.
const MaxFile = 1 << 40

// PutFile encrypts r into a new blob for an item in the working domain. When it
// returns, the blob is on the disc; the statement names it, and demands that the
// item is not sealed meanwhile. If the Change is not committed the blob is an
// orphan for SweepBlobs. Memory use does not depend on the length.
//
// Codes: "vault.not_found", "vault.file_size", "vault.blob" for a fault of the
// disc. An error of r is returned as it is.
func (v *Vault) PutFile(ctx context.Context, item fengcun.ItemID, r io.Reader) (file fengcun.ID, statements []store.Statement, err error) {
	w, err := v.workingWrap(ctx, item)
	if err != nil {
		return fengcun.ID{}, nil, err
	}
	defer w.capsule.Forget()
	file, blob := fengcun.NewID(), fengcun.NewID()
	aead, err := fileCipher(v.suite, &w.capsule, file)
	if err != nil {
		return fengcun.ID{}, nil, err
	}
	var chunks int64
	err = writeBlob(v.blobPath(blob), func(out io.Writer) (err error) {
		chunks, err = encryptFile(ctx, out, r, chunkSealer{aead, item, file})
		return err
	})
	if err != nil {
		return fengcun.ID{}, nil, err
	}
	return file, []store.Statement{holdWrap(item), {
		SQL:  `INSERT INTO vault_file (file_id, item_id, blob_id, size_bucket) VALUES ($1, $2, $3, $4)`,
		Args: []any{file[:], item[:], blob[:], chunks},
		Rows: 1,
	}}, nil
}

// File opens a file of the item for reading. The last chunk is checked before the
// first byte is given out, every other chunk before its bytes are: a blob that was
// shortened, lengthened, reordered or taken from another file gives
// "vault.damaged". The caller closes it.
func (c *Contents) File(ctx context.Context, file fengcun.ID) (io.ReadCloser, error) {
	var blob fengcun.ID
	var chunks int64
	err := c.vault.reader.QueryRowContext(ctx,
		`SELECT blob_id, size_bucket FROM vault_file WHERE file_id = $1 AND item_id = $2`, file[:], c.item[:]).
		Scan(&blob, &chunks)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, readError(err)
	}
	aead, err := fileCipher(c.vault.suite, &c.capsule, file)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(c.vault.blobPath(blob))
	if err != nil {
		return nil, damaged()
	}
	r := &fileReader{blob: f, sealer: chunkSealer{aead, c.item, file}, chunks: chunks}
	if err := r.start(); err != nil {
		f.Close()
		return nil, err
	}
	return r, nil
}

// SweepBlobs removes blobs that no row names and that were last written before
// the given time, and returns how many. The time must lie before the start of any
// PutFile whose statements may still be committed.
func (v *Vault) SweepBlobs(ctx context.Context, before time.Time) (removed int, err error) {
	entries, err := os.ReadDir(v.blobs)
	if err != nil {
		return 0, blobError(err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() || !info.ModTime().Before(before) {
			continue // gone, not ours, or perhaps still being written
		}
		if blob, err := fengcun.ParseID(entry.Name()); err == nil {
			var n int
			row := v.reader.QueryRowContext(ctx, `SELECT count(*) FROM vault_file WHERE blob_id = $1`, blob[:])
			if err := row.Scan(&n); err != nil {
				return removed, readError(err)
			}
			if n > 0 {
				continue
			}
		} else if filepath.Ext(entry.Name()) != partialSuffix {
			continue
		}
		if err := os.Remove(filepath.Join(v.blobs, entry.Name())); err != nil {
			return removed, blobError(err)
		}
		removed++
	}
	return removed, nil
}

func fileCipher(s suite.Suite, c *capsule.Capsule, file fengcun.ID) (cipher.AEAD, error) {
	key := s.Derive(c.Key[:], "fengcun/file/1\x00"+string(file[:]), s.KeySize())
	defer clear(key)
	return s.AEAD(key)
}

// chunkSealer encrypts the chunks of one file. The key is used for this file
// only, so that the nonce is the chunk's index and whether it is the last.
type chunkSealer struct {
	aead cipher.AEAD
	item fengcun.ItemID
	file fengcun.ID
}

func (s chunkSealer) position(index int64, last bool) (nonce [suite.NonceSize]byte, additional []byte) {
	if last {
		nonce[0] = 1
	}
	binary.BigEndian.PutUint64(nonce[4:], uint64(index))
	additional = make([]byte, 0, 1+2*len(s.item)+suite.NonceSize)
	additional = append(additional, 'F')
	additional = append(additional, s.item[:]...)
	additional = append(additional, s.file[:]...)
	return nonce, append(additional, nonce[:]...)
}

func (s chunkSealer) seal(dst, plain []byte, index int64, last bool) []byte {
	nonce, additional := s.position(index, last)
	return s.aead.Seal(dst, nonce[:], plain, additional)
}

func (s chunkSealer) open(dst, sealed []byte, index int64, last bool) ([]byte, error) {
	nonce, additional := s.position(index, last)
	plain, err := s.aead.Open(dst, nonce[:], sealed, additional)
	if err != nil {
		return nil, damaged()
	}
	return plain, nil
}

// encryptFile writes r, zeros up to a bucket, and the true length, and returns the
// number of chunks.
func encryptFile(ctx context.Context, out io.Writer, r io.Reader, s chunkSealer) (int64, error) {
	plain := make([]byte, chunkSize)
	sealed := make([]byte, 0, sealedChunkSize)
	defer func() { clear(plain) }()
	var length, index int64
	write := func(last bool) error {
		sealed = s.seal(sealed[:0], plain, index, last)
		index++
		if _, err := out.Write(sealed); err != nil {
			return blobError(err)
		}
		return ctx.Err()
	}
	for {
		n, err := io.ReadFull(r, plain)
		length += int64(n)
		if length > MaxFile {
			return 0, fengcun.Invalid("vault.file_size", "file")
		}
		if err == nil {
			if err := write(false); err != nil {
				return 0, err
			}
			continue
		}
		if err != io.EOF && err != io.ErrUnexpectedEOF {
			return 0, err
		}
		clear(plain[n:])
		break
	}
	chunks := fileChunks(length)
	for index < chunks-1 {
		if err := write(false); err != nil {
			return 0, err
		}
		clear(plain)
	}
	binary.BigEndian.PutUint64(plain[chunkSize-trailerSize:], uint64(length))
	return chunks, write(true)
}

// fileChunks returns how many chunks a file of the given length takes: the chunks
// it needs with its trailer, rounded up so that only the leading bits of the number
// differ (the Padmé scheme of Nikitin et al., PoPETs 2019). The blob is at most an
// eighth larger than it need be and tells little of the length.
func fileChunks(length int64) int64 {
	need := (length + trailerSize + chunkSize - 1) / chunkSize
	e := bits.Len64(uint64(need)) - 1
	free := e - bits.Len(uint(e)) // how many low bits are rounded away
	mask := int64(1)<<free - 1
	return (need + mask) &^ mask
}
