package verification

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/suite"
)

// Keys is what an installation publishes about the keys of its organs.
type Keys struct {
	Publisher Publisher
	Issued    fengcun.Date
	Organs    []PublishedOrgan
}

// Publisher signs published files.
type Publisher struct {
	Algorithms Algorithms
	Public     []byte
}

// PublishedOrgan is an organ with its keys.
type PublishedOrgan struct {
	ID           fengcun.OrganID
	Name         string
	Keys         []PublishedKey
	Certificates [][32]byte // SHA-256 of the certificates that sign its PDF files
}

// PublishedKey is a public key with the days whose papers it signed; To is zero for
// the key in use.
type PublishedKey struct {
	ID       KeyID
	From, To fengcun.Date
	Public   []byte
}

// Fingerprint returns what tells one publisher from another: 128 bits of its digest,
// as eight groups of four hexadecimal digits. It is what has to be learnt in another
// way than the file.
func (p Publisher) Fingerprint() string {
	s, ok := p.Algorithms.suite()
	if !ok {
		return ""
	}
	sum := s.Hash([]byte("document-publisher/1\x00"), []byte{byte(p.Algorithms)}, p.Public)
	text := hex.EncodeToString(sum[:16])
	for at := 28; at > 0; at -= 4 {
		text = text[:at] + " " + text[at:]
	}
	return text
}

func (p Publisher) is(q Publisher) bool {
	return p.Algorithms == q.Algorithms && bytes.Equal(p.Public, q.Public)
}

const (
	keysHead    = "document-keys/1"
	purposeKeys = "document-keys/1\x00"
)

// Publish returns the file of published keys of some organs, as of a day. Names and
// certificates come from the caller; the keys of an organ that has none are left
// out with it.
func (r *Keyring) Publish(issued fengcun.Date, organs []PublishedOrgan) ([]byte, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	k := Keys{Issued: issued}
	for _, o := range organs {
		o.Keys = nil
		for _, key := range r.content.Organs[o.ID] {
			o.Keys = append(o.Keys, PublishedKey{ID: keyID(r.suite, string(o.ID), key.Public), From: key.From, To: key.To, Public: key.Public})
		}
		if len(o.Keys) > 0 {
			k.Organs = append(k.Organs, o)
		}
	}
	slices.SortFunc(k.Organs, func(a, b PublishedOrgan) int { return cmp.Compare(a.ID, b.ID) })
	return r.signed(k.lines(), keysHead, purposeKeys, issued)
}

// lines are the lines of the file between its head and its signature.
func (k Keys) lines() []string {
	var lines []string
	for _, o := range k.Organs {
		lines = append(lines, "organ "+string(o.ID)+" "+o.Name)
		for _, key := range o.Keys {
			to := "-"
			if !key.To.IsZero() {
				to = key.To.String()
			}
			lines = append(lines, strings.Join([]string{"key", hex.EncodeToString(key.ID[:]), key.From.String(), to, hex.EncodeToString(key.Public)}, " "))
		}
		for _, c := range o.Certificates {
			lines = append(lines, "certificate "+hex.EncodeToString(c[:]))
		}
	}
	return lines
}

// signed puts a published file together.
func (r *Keyring) signed(lines []string, head, purpose string, issued fengcun.Date) ([]byte, error) {
	p := Publisher{algorithmsOf(r.suite), r.content.Publisher.Public}
	all := append([]string{head, "publisher " + r.suite.Name() + " " + hex.EncodeToString(p.Public), "issued " + issued.String()}, lines...)
	for _, line := range all {
		if strings.ContainsAny(line, "\n\r") {
			return nil, fengcun.Invalid("verification.organ", "name")
		}
	}
	text := strings.Join(all, "\n") + "\n"
	signature, err := sign(r.suite, r.content.Publisher.Private, purpose, []byte(text))
	if err != nil {
		return nil, err
	}
	return []byte(text + "signature " + hex.EncodeToString(signature[:]) + "\n"), nil
}

// ParseKeys reads a file of published keys and checks its signature by the publisher
// that it names. Error: verification.keys.
func ParseKeys(file []byte) (*Keys, error) {
	wrong := fengcun.Invalid("verification.keys", "keys")
	p, issued, lines, ok := readSigned(file, keysHead, purposeKeys)
	if !ok {
		return nil, wrong
	}
	k := &Keys{Publisher: p, Issued: issued}
	s, _ := p.Algorithms.suite()
	for _, line := range lines {
		word, rest, _ := strings.Cut(line, " ")
		if word == "organ" {
			id, name, _ := strings.Cut(rest, " ")
			k.Organs = append(k.Organs, PublishedOrgan{ID: fengcun.OrganID(id), Name: name})
			continue
		}
		if len(k.Organs) == 0 {
			return nil, wrong
		}
		o := &k.Organs[len(k.Organs)-1]
		switch word {
		case "key":
			key, ok := parseKey(rest)
			if !ok || key.ID != keyID(s, string(o.ID), key.Public) {
				return nil, wrong
			}
			o.Keys = append(o.Keys, key)
		case "certificate":
			sum, err := hex.DecodeString(rest)
			if err != nil || len(sum) != 32 {
				return nil, wrong
			}
			o.Certificates = append(o.Certificates, [32]byte(sum))
		default:
			return nil, wrong
		}
	}
	if !slices.Equal(k.lines(), lines) { // one way to write it
		return nil, wrong
	}
	return k, nil
}

func parseKey(text string) (k PublishedKey, ok bool) {
	parts := strings.Split(text, " ")
	if len(parts) != 4 {
		return k, false
	}
	id, err1 := hex.DecodeString(parts[0])
	from, err2 := fengcun.ParseDate(parts[1])
	public, err3 := hex.DecodeString(parts[3])
	if err1 != nil || err2 != nil || err3 != nil || len(id) != len(k.ID) {
		return k, false
	}
	k = PublishedKey{ID: KeyID(id), From: from, Public: public}
	if parts[2] != "-" {
		if k.To, err1 = fengcun.ParseDate(parts[2]); err1 != nil {
			return k, false
		}
	}
	return k, true
}

// readSigned reads a published file down to its lines and checks the signature.
func readSigned(file []byte, head, purpose string) (p Publisher, issued fengcun.Date, lines []string, ok bool) {
	text, last, found := cutLast(string(file), "signature ")
	signature, err := hex.DecodeString(strings.TrimSuffix(last, "\n"))
	if !found || err != nil || len(signature) != 64 || last != hex.EncodeToString(signature)+"\n" {
		return p, issued, nil, false
	}
	lines = strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 || lines[0] != head {
		return p, issued, nil, false
	}
	name, key, _ := strings.Cut(strings.TrimPrefix(lines[1], "publisher "), " ")
	s, err := suite.ByName(name)
	if err != nil {
		return p, issued, nil, false
	}
	p.Algorithms = algorithmsOf(s)
	if p.Public, err = hex.DecodeString(key); err != nil {
		return p, issued, nil, false
	}
	if issued, err = fengcun.ParseDate(strings.TrimPrefix(lines[2], "issued ")); err != nil {
		return p, issued, nil, false
	}
	return p, issued, lines[3:], holds(s, p.Public, purpose, []byte(text), [64]byte(signature))
}

// cutLast divides a text before the last line that begins with a word.
func cutLast(text, word string) (before, after string, found bool) {
	at := strings.LastIndex(text, "\n"+word)
	if at < 0 {
		return text, "", false
	}
	return text[:at+1], text[at+1+len(word):], true
}

// find returns the organ and the key that a code names.
func (k *Keys) find(c Code) (PublishedOrgan, PublishedKey, bool) {
	for _, o := range k.Organs {
		for _, key := range o.Keys {
			if o.ID == c.Organ && key.ID == c.Key {
				return o, key, true
			}
		}
	}
	return PublishedOrgan{}, PublishedKey{}, false
}
