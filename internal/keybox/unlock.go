package keybox

import (
	"crypto/rand"
	"log/slog"
	"os"

	"golang.org/x/crypto/argon2"

	"fengcun"
	"fengcun/internal/suite"
)

// Unlock finds the key encryption key of a file. It refuses to be printed.
type Unlock struct {
	passphrase []byte
	keyFile    string
}

// Passphrase unlocks with a passphrase through argon2id: about 60 ms and 64 MiB.
func Passphrase(p []byte) Unlock { return Unlock{passphrase: p} }

// KeyFile unlocks with 32 random bytes in a file of mode 0600, as NewKeyFile
// makes it: for machines that start without a person, the file on a removable or
// mounted secret.
func KeyFile(path string) Unlock { return Unlock{keyFile: path} }

// NewKeyFile writes a new key file. It refuses to overwrite: code "key.exists".
func NewKeyFile(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "key.exists"}
	}
	key := make([]byte, keyFileSize)
	rand.Read(key)
	defer clear(key)
	return replaceFile(path, key)
}

const keyFileSize = 32

func (u Unlock) method() byte {
	if u.keyFile != "" {
		return methodKeyFile
	}
	return methodPassphrase
}

func (u Unlock) key(s suite.Suite, h header) ([]byte, error) {
	if h.method == methodKeyFile {
		secret, err := readPrivate(u.keyFile)
		if err != nil {
			return nil, err
		}
		defer clear(secret)
		if len(secret) != keyFileSize {
			return nil, refused("key.damaged")
		}
		return s.Derive(secret, "fengcun/keybox/1\x00"+string(h.salt[:]), s.KeySize()), nil
	}
	if len(u.passphrase) == 0 {
		return nil, refused("key.passphrase")
	}
	c := h.cost
	if c.passes == 0 || c.lanes == 0 || c.passes > maxCost.passes || c.memoryKiB > maxCost.memoryKiB || c.lanes > maxCost.lanes {
		return nil, refused("key.damaged")
	}
	return argon2.IDKey(u.passphrase, h.salt[:], c.passes, c.memoryKiB, c.lanes, uint32(s.KeySize())), nil
}

const mark = "[unlock]"

// String returns a fixed mark.
func (u Unlock) String() string { return mark }

// GoString returns a fixed mark.
func (u Unlock) GoString() string { return mark }

// LogValue returns a fixed mark.
func (u Unlock) LogValue() slog.Value { return slog.StringValue(mark) }
