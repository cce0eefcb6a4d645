package policies

import (
	"strings"
	"testing"
)

// What would make a text that takes all memory is stopped before it is made,
// and named; what makes a long one is not.
func TestALongTextIsNotMade(t *testing.T) {
	const million = `row := concat("", ["abcdefghij" | some i in numbers.range(1, 100)])
	x := concat("", [row | some i in numbers.range(1, 1000)])
	`
	for _, tt := range []struct{ name, fine, bad string }{
		{"concat", `concat(",", [x, x])`, `concat("", [x | some i in numbers.range(1, 100)])`},
		{"concat", `concat(x, ["a", "b"])`, `concat(x, [row | some i in numbers.range(1, 100)])`},
		{"concat", `concat("", {x, row})`, `concat(x, {i | some j in numbers.range(1, 100); i := format_int(j, 10)})`},
		{"replace", `replace(x, "abc", "ABCD")`, `replace(x, "a", row)`},
		{"strings.replace_n", `strings.replace_n({"abc": "d", "e": "ef"}, x)`, `strings.replace_n({"a": row}, x)`},
		{"regex.replace", `regex.replace(x, "[a-c]+", "$0$0")`, `regex.replace(x, "a", row)`},
		{"sprintf", `sprintf("%s and %s", [x, row])`, `sprintf(concat("", ["%[1]s" | some i in numbers.range(1, 100)]), [x])`},
	} {
		ask := func(call string) error {
			e := engine(t, Options{NoDefault: true, Sources: []Source{user("p.rego", "package promptglot.user.p\n\nfindings contains {\"message\": \"m\"} if {\n\t"+million+"count("+call+") > 0\n}\n")}})
			found, err := e.Eval(t.Context(), doc(featureFact("f1", "seed", 1)))
			if err == nil && len(found) != 1 {
				t.Errorf("%s: got %v", call, found)
			}
			return err
		}
		if err := ask(tt.fine); err != nil {
			t.Errorf("%s: %v", tt.fine, err)
		}
		want := tt.name + " would make a text of more than 64 MiB"
		if err := ask(tt.bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", tt.bad, err, want)
		}
	}
}
