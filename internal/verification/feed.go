package verification

import (
	"encoding/hex"

	"fengcun"
)

// purposeFeed is what a feed is signed under: no paper's signature passes for one.
const purposeFeed = "fengcun/marks/1\x00"

// SignFeed signs what a system of the organ pulls, with the organ's key in use, and
// names the key as the published file does. Error: verification.no_key.
func (r *Keyring) SignFeed(organ fengcun.OrganID, content []byte) (key string, signature []byte, err error) {
	r.mu.RLock()
	own := r.content.Organs[organ]
	r.mu.RUnlock()
	if len(own) == 0 {
		return "", nil, noKey()
	}
	last := own[len(own)-1]
	id := keyID(r.suite, string(organ), last.Public)
	made, err := sign(r.suite, last.Private, purposeFeed, content)
	return hex.EncodeToString(id[:]), made[:], err
}

// CheckFeed reports whether a feed was signed with a key of the organ that the
// publisher named.
func (k *Keys) CheckFeed(organ fengcun.OrganID, key string, content, signature []byte) bool {
	s, ok := k.Publisher.Algorithms.suite()
	if !ok || len(signature) != 64 {
		return false
	}
	for _, o := range k.Organs {
		for _, p := range o.Keys {
			if o.ID == organ && hex.EncodeToString(p.ID[:]) == key && p.To.IsZero() && holds(s, p.Public, purposeFeed, content, [64]byte(signature)) {
				return true
			}
		}
	}
	return false
}
