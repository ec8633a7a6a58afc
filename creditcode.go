package fengcun

import (
	"slices"
	"strings"
)

// CreditCode is a unified social credit code (统一社会信用代码, GB 32100) of an
// organ or unit, 18 characters in upper case. It names no natural person.
type CreditCode string

// creditAlphabet leaves out I, O, S, V and Z, which are mistaken for digits.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// ParseCreditCode reads a unified social credit code. A wrong check character is
// a warning: papers of real units carry misprints, and a person decides.
//
// Errors are of kind KindInvalid and never repeat the text: credit_code.spoiled,
// credit_code.character, credit_code.length.
func ParseCreditCode(raw string) (CreditCode, []IDWarning, error) {
	if LooksSpoiled(raw) {
		return "", nil, Invalid("credit_code.spoiled", "")
	}
	s := compactNumber(raw)
	if strings.Trim(s, creditAlphabet) != "" {
		return "", nil, Invalid("credit_code.character", "")
	}
	if len(s) != 18 {
		return "", nil, Invalid("credit_code.length", "")
	}
	var warnings []IDWarning
	if s != raw {
		warnings = append(warnings, WarnNormalised)
	}
	if creditCheck(s[:17]) != s[17] {
		warnings = append(warnings, WarnChecksum)
	}
	if !slices.Contains(provinces, s[2:4]) && s[2:4] != "10" {
		warnings = append(warnings, WarnRegion)
	}
	return CreditCode(s), warnings, nil
}

// creditCheck computes the check character of 17 characters: weights are the
// powers of three modulo 31.
func creditCheck(s string) byte {
	sum, weight := 0, 1
	for _, c := range []byte(s) {
		sum += strings.IndexByte(creditAlphabet, c) * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31]
}
