package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"fengcun"
)

// Room for a signature: enough for a certificate chain of three with RSA keys.
const SignatureRoom = 16 << 10

// The place of the signature, found again by its exact text. The numbers are
// written over the zeros, with blanks behind them.
const (
	rangePlace    = "/ByteRange [0 0000000000 0000000000 0000000000]"
	contentsPlace = " /Contents <"
)

const maxSignature = 1 << 20

// reserveSignature writes a signature dictionary with room for size bytes.
func reserveSignature(w *writer, size int, date string) (int, error) {
	if size < 0 || size > maxSignature {
		return 0, fengcun.Invalid("pdf.signature_size", "signature")
	}
	return w.object([]byte("<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (" + date + ") " +
		rangePlace + contentsPlace + strings.Repeat("00", size) + ">>>")), nil
}

// Sign fills the room that Document.Signature reserved. The signer gets the
// SHA-256 digest of the whole file except the signature itself and returns a
// detached CMS signature over it, such as CAdES makes. The file given is not
// changed.
//
// Errors: pdf.signature_place if the file has no room, or is signed already;
// pdf.signature_size if the signature is longer than the room.
func Sign(file []byte, signer func(digest []byte) (cms []byte, err error)) ([]byte, error) {
	place := []byte(rangePlace + contentsPlace)
	at := bytes.Index(file, place)
	if at < 0 || bytes.Count(file, place) != 1 {
		return nil, fengcun.Invalid("pdf.signature_place", "signature")
	}
	first := at + len(place) - 1 // of the bracket that opens the signature
	length := bytes.IndexByte(file[first:], '>')
	if length < 0 {
		return nil, fengcun.Invalid("pdf.signature_place", "signature")
	}
	after := first + length + 1

	signed := bytes.Clone(file)
	text := fmt.Sprintf("/ByteRange [0 %d %d %d]", first, after, len(file)-after)
	copy(signed[at:], text+strings.Repeat(" ", len(rangePlace)-len(text)))

	h := sha256.New()
	h.Write(signed[:first])
	h.Write(signed[after:])
	cms, err := signer(h.Sum(nil))
	if err != nil {
		return nil, err
	}
	if room := (length - 1) / 2; len(cms) == 0 || len(cms) > room {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "pdf.signature_size", Field: "signature",
			Args: map[string]string{"room": strconv.Itoa(room), "size": strconv.Itoa(len(cms))}}
	}
	hex.Encode(signed[first+1:], cms)
	return signed, nil
}
