// Package keybox keeps secrets in one encrypted file.
//
// The file has mode 0600, is replaced as a whole (new file, fsync, rename, fsync
// of the directory), and is encrypted under a key that comes from a passphrase or
// from a key file. There is no default passphrase and no unencrypted form. A crash
// leaves the old content or the new, never a mixture.
//
// What was replaced is overwritten in place before its blocks are released. On
// discs that write elsewhere (flash, copy-on-write, journals that hold data) the
// old blocks may live on; they are still encrypted, so a destroyed key can come
// back only to somebody with the raw disc and the passphrase. Backups of the file
// bring destroyed keys back as well: keep them apart from backups of the database.
//
// The package gives no protection against whoever can read the process's memory.
package keybox

import (
	"crypto/rand"
	"os"
	"sync"

	"fengcun"
	"fengcun/internal/suite"
)

// Box is an open key file. Its methods are safe for concurrent use; two
// processes must not have the same file open.
type Box struct {
	path   string
	suite  suite.Suite
	header header
	kek    []byte // key encryption key, of the suite's size

	mu sync.Mutex // held while the file is replaced
}

// Create makes a new file with the given content. It refuses to overwrite:
// code "key.exists".
func Create(path string, s suite.Suite, unlock Unlock, content []byte) (*Box, error) {
	h := header{suite: s.Name(), method: unlock.method()}
	rand.Read(h.salt[:])
	if h.method == methodPassphrase {
		h.cost = standardCost
	}
	kek, err := unlock.key(s, h)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "key.exists"}
	}
	b := &Box{path: path, suite: s, header: h, kek: kek}
	return b, b.Replace(content)
}

// Open reads a file and returns its content. The codes are "key.missing",
// "key.permissions" (others than the owner may read or write), "key.damaged",
// "key.passphrase" (wrong passphrase or key file) and "suite.mismatch".
func Open(path string, s suite.Suite, unlock Unlock) (*Box, []byte, error) {
	raw, err := readPrivate(path)
	if err != nil {
		return nil, nil, err
	}
	h, body, err := parse(raw)
	if err != nil {
		return nil, nil, err
	}
	if h.suite != s.Name() {
		return nil, nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "suite.mismatch"}
	}
	if h.method != unlock.method() {
		return nil, nil, refused("key.passphrase")
	}
	kek, err := unlock.key(s, h)
	if err != nil {
		return nil, nil, err
	}
	b := &Box{path: path, suite: s, header: h, kek: kek}
	content, err := b.decrypt(body)
	if err != nil {
		return nil, nil, err
	}
	if err := removeLeftovers(path); err != nil {
		return nil, nil, err
	}
	return b, content, nil
}

// Replace writes new content. When it returns without an error the content is on
// the disc and the old content is gone from the file.
func (b *Box) Replace(content []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	aead, err := b.suite.AEAD(b.kek)
	if err != nil {
		return err
	}
	head := b.header.bytes()
	nonce := make([]byte, suite.NonceSize)
	rand.Read(nonce)
	raw := append(head[:len(head):len(head)], nonce...)
	raw = aead.Seal(raw, nonce, content, head)
	sum := b.suite.Hash(raw)
	return replaceFile(b.path, append(raw, sum[:]...))
}

func (b *Box) decrypt(body []byte) ([]byte, error) {
	if len(body) < suite.NonceSize+suite.TagSize {
		return nil, refused("key.damaged")
	}
	aead, err := b.suite.AEAD(b.kek)
	if err != nil {
		return nil, err
	}
	content, err := aead.Open(nil, body[:suite.NonceSize], body[suite.NonceSize:], b.header.bytes())
	if err != nil {
		return nil, refused("key.passphrase")
	}
	return content, nil
}

func refused(code string) error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: code}
}
