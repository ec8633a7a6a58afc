package pdf
import ("time";"strings")
var created0 = time.Unix(1e9,0)
func bench(n int) []Block {
	var out []Block
	for range n {
		out = append(out, Heading("犯罪记录封存通知书"))
		for range 3 { out = append(out, Text(strings.Repeat("被告人李𬍛，男，汉族，依照《中华人民共和国刑事诉讼法》第二百八十六条、《关于未成年人犯罪记录封存的实施办法》第四条、第十一条的规定，对其犯罪记录予以封存。",2))) }
		out = append(out, PageBreak{})
	}
	return out[:len(out)-1]
}
