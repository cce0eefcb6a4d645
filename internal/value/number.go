package value

import (
	"math/big"
	"strings"
)

// maxIntDigits bounds the hexadecimal, octal and binary integers that are
// converted to decimal: the conversion is not linear in their length.
const maxIntDigits = 256

// jsonNumber converts the number notations of other languages (+1, 01, .5, 1.,
// 1_000, 0x10, 0o17, 0b11) to JSON; ok is false for what is no finite number.
func jsonNumber(s string) (num string, ok bool) {
	sign, body := "", s
	if body != "" && (body[0] == '-' || body[0] == '+') {
		if body[0] == '-' {
			sign = "-"
		}
		body = body[1:]
	}
	if body == "" || body[0] == '_' || strings.HasSuffix(body, "_") || strings.Contains(body, "__") {
		return "", false
	}
	body = strings.ReplaceAll(body, "_", "")
	if len(body) > 2 && body[0] == '0' && strings.IndexByte("xXoObB", body[1]) >= 0 {
		if len(body) > maxIntDigits || body[2] == '+' || body[2] == '-' {
			return "", false
		}
		i, ok := new(big.Int).SetString(body, 0)
		if !ok {
			return "", false
		}
		return sign + i.String(), true
	}
	whole := digits(body)
	if whole == 0 {
		if !strings.HasPrefix(body, ".") || digits(body[1:]) == 0 {
			return "", false
		}
		body = "0" + body
		whole = 1
	}
	for whole > 1 && body[0] == '0' {
		body, whole = body[1:], whole-1
	}
	if rest := body[whole:]; strings.HasPrefix(rest, ".") && digits(rest[1:]) == 0 {
		body = body[:whole] + rest[1:]
	}
	num = sign + body
	return num, IsJSONNumber(num)
}
