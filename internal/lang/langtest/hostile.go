package langtest

import "strings"

// Hostile are texts that make careless readers slow or deep. What takes
// quadratic time or one stack frame a byte does not finish.
func Hostile(n int) map[string]string {
	m := map[string]string{}
	for _, s := range []string{
		"(", "[", "{", ")", "}", "([{", "a(", "a[", "a{", "a.b.c.", "a().b(x).", "a()", "a=", "a,", "a, b = ", "a+", "'a'+", "'a' ", "\"a\" ", "not ", "-",
		"a?b:", "a if b else ", "a or ", "a<b,", "a<", "lambda x:", "x:", "def f(a:", "def f():\n", ";def f", "class A:\n ", "f'{", "f\"{\"", "f'''{", "f\"{f'{",
		"'", "\"", "'''", "\"\"\"", "\\", "`", "`${", "/", "/*", "//", "#", "@a(", "import a.", "from a import b,", "from ... import a\n", "from .", "import ", "with a as b,", "case a,",
		"a = {'b': ", "{a: b, ", "{**a, ", "f(**a, ", "f(a=", "[x for x in ", "a;b;", "\t", "\r", "\r\n", "\x00", "\xff", "é", "1.e5", "0x", "=>", "<a>", "</", "$",
	} {
		m[s] = strings.Repeat(s, n/len(s)+1)
	}
	m["deep"] = strings.Repeat("f(a, [{'b': ", 2_000) + strings.Repeat("}])", 2_000)
	m["brackets"] = strings.Repeat("(", 10_000) + strings.Repeat(")", 10_000)
	return m
}
