package document

import "fengcun"

// Sex is a person's sex as papers write it.
func Sex(s fengcun.Sex, lang string) Value {
	switch s {
	case fengcun.Male:
		return inWords(lang, "男", "male")
	case fengcun.Female:
		return inWords(lang, "女", "female")
	}
	return inWords(lang, "性别未载明", "sex not stated")
}

// Kind is the kind of an identity document as papers write it.
func Kind(k fengcun.DocumentKind, lang string) Value {
	switch k {
	case fengcun.ResidentID:
		return inWords(lang, "居民身份证", "resident identity card")
	case fengcun.PermanentResCard:
		return inWords(lang, "外国人永久居留身份证", "foreigner's permanent residence identity card")
	case fengcun.HKMacaoPermit:
		return inWords(lang, "港澳居民来往内地通行证（居住证）", "mainland travel or residence permit for Hong Kong and Macao residents")
	case fengcun.TaiwanPermit:
		return inWords(lang, "台湾居民来往大陆通行证（居住证）", "mainland travel or residence permit for Taiwan residents")
	case fengcun.Passport:
		return inWords(lang, "护照", "passport")
	}
	return inWords(lang, "身份证件", "identity document")
}

func inWords(lang, zh, en string) Value {
	if lang == Chinese {
		return Text(zh)
	}
	return Text(en)
}
