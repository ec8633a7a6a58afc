package suite_test

import (
	"bytes"
	"crypto/rand"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm4"

	"fengcun"
	"fengcun/internal/suite"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func suites() []suite.Suite { return []suite.Suite{suite.Intl(), suite.GM()} }

func TestByName(t *testing.T) {
	for _, s := range suites() {
		if got, err := suite.ByName(s.Name()); err != nil || got.Name() != s.Name() {
			t.Errorf("%s: %v", s.Name(), err)
		}
	}
	if _, err := suite.ByName("rot13"); fengcun.CodeOf(err) != "suite.unknown" {
		t.Errorf("unknown: %v", err)
	}
}

func TestHashVectors(t *testing.T) {
	for _, row := range []struct {
		source string
		suite  suite.Suite
		text   string
		want   string
	}{
		{"FIPS 180-4", suite.Intl(), "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"GB/T 32905 A.1", suite.GM(), "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
		{"GB/T 32905 A.2", suite.GM(), "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"},
	} {
		half := len(row.text) / 2
		got := row.suite.Hash([]byte(row.text[:half]), []byte(row.text[half:]))
		if hex.EncodeToString(got[:]) != row.want {
			t.Errorf("%s: %x", row.source, got)
		}
	}
}

func TestMACVector(t *testing.T) {
	got := suite.Intl().MAC([]byte("Jefe"), []byte("what do ya want "), []byte("for nothing?")) // RFC 4231 case 2
	if hex.EncodeToString(got[:]) != "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" {
		t.Errorf("%x", got)
	}
	// HMAC by its definition (RFC 2104), from the hash that the standard's vectors prove.
	g, key := suite.GM(), bytes.Repeat([]byte{7}, 32)
	inner, outer := bytes.Repeat([]byte{0x36}, 64), bytes.Repeat([]byte{0x5c}, 64)
	for i := range key {
		inner[i] ^= key[i]
		outer[i] ^= key[i]
	}
	h := g.Hash(inner, []byte("text"))
	if want := g.Hash(outer, h[:]); g.MAC(key, []byte("te"), []byte("xt")) != want {
		t.Error("HMAC-SM3 differs from its definition")
	}
}

func TestDeriveVector(t *testing.T) {
	// RFC 5869 case 1, the expand step.
	prk := unhex(t, "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
	info := string(unhex(t, "f0f1f2f3f4f5f6f7f8f9"))
	want := "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
	if got := suite.Intl().Derive(prk, info, 42); hex.EncodeToString(got) != want {
		t.Errorf("%x", got)
	}
	// The first block is HMAC(secret, info ‖ 1).
	g := suite.GM()
	first := g.MAC(prk, []byte(info), []byte{1})
	if !bytes.Equal(g.Derive(prk, info, 32), first[:]) {
		t.Error("HKDF-SM3 differs from its definition")
	}
}

func TestAEADVectors(t *testing.T) {
	for _, row := range []struct {
		source                                string
		suite                                 suite.Suite
		key, nonce, plain, additional, sealed string
	}{
		{
			"GCM specification, case 16", suite.Intl(),
			"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
			"d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
			"feedfacedeadbeeffeedfacedeadbeefabaddad2",
			"522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
		},
		{
			"RFC 8998 A.1", suite.GM(),
			"0123456789abcdeffedcba9876543210", "00001234567800000000abcd",
			"aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
			"feedfacedeadbeeffeedfacedeadbeefabaddad2",
			"17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec",
		},
	} {
		key, nonce, additional := unhex(t, row.key), unhex(t, row.nonce), unhex(t, row.additional)
		if len(key) != row.suite.KeySize() {
			t.Fatalf("%s: key size", row.source)
		}
		aead, err := row.suite.AEAD(key)
		if err != nil {
			t.Fatal(err)
		}
		if got := aead.Seal(nil, nonce, unhex(t, row.plain), additional); hex.EncodeToString(got) != row.sealed {
			t.Errorf("%s: %x", row.source, got)
		}
		if _, err := row.suite.AEAD(key[1:]); fengcun.CodeOf(err) != "suite.key" {
			t.Errorf("%s: short key: %v", row.source, err)
		}
	}
}

// GB/T 32907 A.1.
func TestSM4Vector(t *testing.T) {
	block := unhex(t, "0123456789abcdeffedcba9876543210")
	c, err := sm4.NewCipher(block)
	if err != nil {
		t.Fatal(err)
	}
	c.Encrypt(block, block)
	if hex.EncodeToString(block) != "681edf34d206965e86b3e94f536e4246" {
		t.Errorf("%x", block)
	}
}

// The key pair of GB/T 32918.5 annexes A and C.
const (
	sm2Private = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
	sm2Public  = "04" + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)

func TestSignatureVectors(t *testing.T) {
	r, _ := new(big.Int).SetString("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3", 16)
	s, _ := new(big.Int).SetString("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa", 16)
	sm2Signature, err := asn1.Marshal(struct{ R, S *big.Int }{r, s})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		source            string
		suite             suite.Suite
		private, public   string
		message           []byte
		signature         []byte
		deterministicSign bool
	}{
		{
			"RFC 8032 test 2", suite.Intl(),
			"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
			"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
			[]byte{0x72},
			unhex(t, "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
			true,
		},
		{"GB/T 32918.5 annex A", suite.GM(), sm2Private, sm2Public, []byte("message digest"), sm2Signature, false},
	} {
		public := unhex(t, row.public)
		if !row.suite.Verify(public, row.message, row.signature) {
			t.Errorf("%s: does not verify", row.source)
		}
		signed, err := row.suite.Sign(unhex(t, row.private), row.message)
		if err != nil {
			t.Fatal(err)
		}
		if row.deterministicSign && !bytes.Equal(signed, row.signature) {
			t.Errorf("%s: signed otherwise", row.source)
		}
		if !row.suite.Verify(public, row.message, signed) {
			t.Errorf("%s: own signature does not verify", row.source)
		}
	}
}

// GB/T 32918.5 annex C: what a module that follows the standard encrypts, opens
// with the options that the suite uses.
func TestSM2EncryptionVector(t *testing.T) {
	key, err := sm2.NewPrivateKey(unhex(t, sm2Private))
	if err != nil {
		t.Fatal(err)
	}
	c1 := "04" + "04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
	c3 := "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
	c2 := "21886ca989ca9c7d58087307ca93092d651efa"
	got, err := key.Decrypt(nil, unhex(t, c1+c3+c2), sm2.NewPlainDecrypterOpts(sm2.C1C3C2))
	if err != nil || string(got) != "encryption standard" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestEncapsulation(t *testing.T) {
	for _, s := range suites() {
		private, public, err := s.NewKEM()
		if err != nil {
			t.Fatal(err)
		}
		otherPrivate, otherPublic, err := s.NewKEM()
		if err != nil {
			t.Fatal(err)
		}
		info := []byte("run 1")
		secret, encapsulation, err := s.Encapsulate(public, info)
		if err != nil || len(secret) != 32 {
			t.Fatalf("%s: %d bytes, %v", s.Name(), len(secret), err)
		}
		got, err := s.Decapsulate(private, encapsulation, info)
		if err != nil || !bytes.Equal(got, secret) {
			t.Errorf("%s: not the same secret: %v", s.Name(), err)
		}
		again, encapsulation2, err := s.Encapsulate(public, info)
		if err != nil || bytes.Equal(again, secret) || bytes.Equal(encapsulation2, encapsulation) {
			t.Errorf("%s: the same secret twice", s.Name())
		}
		for name, open := range map[string]func() ([]byte, error){
			"other key":         func() ([]byte, error) { return s.Decapsulate(otherPrivate, encapsulation, info) },
			"other info":        func() ([]byte, error) { return s.Decapsulate(private, encapsulation, []byte("run 2")) },
			"key of wrong size": func() ([]byte, error) { return s.Decapsulate(private[1:], encapsulation, info) },
			"first byte":        func() ([]byte, error) { return s.Decapsulate(private, changed(encapsulation, 0), info) },
			"middle byte": func() ([]byte, error) {
				return s.Decapsulate(private, changed(encapsulation, len(encapsulation)/2), info)
			},
			"last byte": func() ([]byte, error) {
				return s.Decapsulate(private, changed(encapsulation, len(encapsulation)-1), info)
			},
			"cut":     func() ([]byte, error) { return s.Decapsulate(private, encapsulation[:len(encapsulation)-1], info) },
			"nothing": func() ([]byte, error) { return s.Decapsulate(private, nil, info) },
		} {
			if got, err := open(); err == nil && bytes.Equal(got, secret) {
				t.Errorf("%s: %s gives the secret", s.Name(), name)
			}
		}
		if _, _, err := s.Encapsulate(otherPublic[1:], info); fengcun.CodeOf(err) != "suite.key" {
			t.Errorf("%s: malformed public key: %v", s.Name(), err)
		}
	}
}

func TestSignature(t *testing.T) {
	for _, s := range suites() {
		private, public, err := s.NewSigner()
		if err != nil {
			t.Fatal(err)
		}
		_, otherPublic, err := s.NewSigner()
		if err != nil {
			t.Fatal(err)
		}
		message := []byte("sealing notice")
		signature, err := s.Sign(private, message)
		if err != nil || !s.Verify(public, message, signature) {
			t.Fatalf("%s: %v", s.Name(), err)
		}
		for name, ok := range map[string]bool{
			"other message":      s.Verify(public, []byte("sealing notices"), signature),
			"other key":          s.Verify(otherPublic, message, signature),
			"malformed key":      s.Verify(public[1:], message, signature),
			"changed signature":  s.Verify(public, message, changed(signature, len(signature)-1)),
			"no signature":       s.Verify(public, message, nil),
			"no key":             s.Verify(nil, message, signature),
			"trailing signature": s.Verify(public, message, append(bytes.Clone(signature), 0)),
		} {
			if ok {
				t.Errorf("%s: %s verifies", s.Name(), name)
			}
		}
		if _, err := s.Sign(private[1:], message); fengcun.CodeOf(err) != "suite.key" {
			t.Errorf("%s: malformed private key: %v", s.Name(), err)
		}
	}
}

func changed(b []byte, at int) []byte {
	c := bytes.Clone(b)
	c[at] ^= 1
	return c
}

func BenchmarkSuite(b *testing.B) {
	for _, s := range suites() {
		key := make([]byte, s.KeySize())
		rand.Read(key)
		aead, _ := s.AEAD(key)
		plain, nonce, out := make([]byte, 512), make([]byte, suite.NonceSize), make([]byte, 0, 528)
		_, public, _ := s.NewKEM()
		b.Run(s.Name()+"/seal512", func(b *testing.B) {
			b.SetBytes(512)
			for b.Loop() {
				aead.Seal(out, nonce, plain, nil)
			}
		})
		b.Run(s.Name()+"/newkey", func(b *testing.B) {
			for b.Loop() {
				s.AEAD(key)
			}
		})
		b.Run(s.Name()+"/mac", func(b *testing.B) {
			for b.Loop() {
				s.MAC(plain[:32], nonce)
			}
		})
		b.Run(s.Name()+"/derive", func(b *testing.B) {
			for b.Loop() {
				s.Derive(plain[:32], "fengcun/part/1", 32)
			}
		})
		b.Run(s.Name()+"/encapsulate", func(b *testing.B) {
			for b.Loop() {
				if _, _, err := s.Encapsulate(public, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
