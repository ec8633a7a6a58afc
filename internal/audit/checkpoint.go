package audit

import (
	"encoding/base64"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"fengcun"
)

// Checkpoint is a signed statement of the log's head in the C2SP
// tlog-checkpoint form: origin, size and root, one line each.
type Checkpoint struct {
	Origin string // name of the log, equal to the name of its signing key
	Head
}

func (c Checkpoint) text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" +
		base64.StdEncoding.EncodeToString(c.Root[:]) + "\n"
}

// SignCheckpoint signs a head. The signer's name is the origin.
func SignCheckpoint(head Head, signer note.Signer) ([]byte, error) {
	c := Checkpoint{Origin: signer.Name(), Head: head}
	msg, err := note.Sign(&note.Note{Text: c.text()}, signer)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.sign", Err: err}
	}
	return msg, nil
}

// OpenCheckpoint reads a signed checkpoint. Signatures of others (witnesses)
// are ignored. Whatever is not exactly a checkpoint of this log, signed by this
// key, gives an error of kind KindInvalid.
func OpenCheckpoint(msg []byte, key note.Verifier) (Checkpoint, error) {
	refuse := func(field string) (Checkpoint, error) {
		return Checkpoint{}, fengcun.Invalid("audit.checkpoint", field)
	}
	n, err := note.Open(msg, note.VerifierList(key))
	if err != nil {
		return refuse("signature")
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != key.Name() {
		return refuse("origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return refuse("size")
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return refuse("root")
	}
	return Checkpoint{Origin: lines[0], Head: Head{Size: size, Root: root}}, nil
}
