package verification

import (
	"encoding/asn1"
	"math/big"

	"fengcun/internal/suite"
)

// sign signs a message for a purpose. Signatures have 64 bytes in both suites, so
// that their length says nothing: those of SM2 are R and S one after the other.
func sign(s suite.Suite, private []byte, purpose string, message []byte) (signature [64]byte, err error) {
	made, err := s.Sign(private, append([]byte(purpose), message...))
	if err != nil {
		return signature, err
	}
	if algorithmsOf(s) == GM {
		var pair struct{ R, S *big.Int }
		if _, err := asn1.Unmarshal(made, &pair); err != nil {
			return signature, err
		}
		pair.R.FillBytes(signature[:32])
		pair.S.FillBytes(signature[32:])
		return signature, nil
	}
	copy(signature[:], made)
	return signature, nil
}

// holds reports whether a signature is that of the message for the purpose.
func holds(s suite.Suite, public []byte, purpose string, message []byte, signature [64]byte) bool {
	made := signature[:]
	if algorithmsOf(s) == GM {
		pair := struct{ R, S *big.Int }{new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])}
		var err error
		if made, err = asn1.Marshal(pair); err != nil {
			return false
		}
	}
	return s.Verify(public, append([]byte(purpose), message...), made)
}

// keyID names a public key of an organ. The organ is part of it, so that a key
// cannot be published again under another organ's name.
func keyID(s suite.Suite, organ string, public []byte) KeyID {
	sum := s.Hash([]byte("document-key/1\x00"), []byte{byte(algorithmsOf(s)), byte(len(organ))}, []byte(organ), public)
	return KeyID(sum[:len(KeyID{})])
}
