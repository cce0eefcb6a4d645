package policies

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// What a policy does to itself is told in one line, and takes nothing from the
// others. That a call inside OPA would not end, or would eat all memory, shows
// as a test that does not finish.
func TestAHostilePolicyIsRefusedOrStopped(t *testing.T) {
	const many = "x := concat(\"\", [\"a\" | some i in numbers.range(1, 1000000)])\n\t"
	const dag = "a := [1 | some i in numbers.range(1, 1000)]\n\tb := [a | some i in numbers.range(1, 1000)]\n\tc := [b | some i in numbers.range(1, 1000)]\n\td := [c | some i in numbers.range(1, 1000)]\n\t"
	tests := []struct{ name, body string }{
		{"an endless comprehension", "n := count([1 | some a in numbers.range(1, 9999999); some b in numbers.range(1, 9999999)])\n\tn < 0"},
		{"a list without end", "n := count(numbers.range(1, 999999999999))\n\tn < 0"},
		{"a list by steps without end", "n := count(numbers.range_step(1, 999999999999, 1))\n\tn < 0"},
		{"strings that multiply", many + "y := replace(x, \"a\", x)\n\tcount(y) < 0"},
		{"strings that multiply by a list", many + "y := strings.replace_n({\"a\": x}, x)\n\tcount(y) < 0"},
		{"strings that multiply by an expression", many + "y := regex.replace(x, \"a\", x)\n\tcount(y) < 0"},
		{"a format with wide verbs", "x := sprintf(concat(\"\", [\"%999999d\" | some i in numbers.range(1, 100000)]), numbers.range(1, 100000))\n\tcount(x) < 0"},
		{"a number shifted far", "x := bits.lsh(1, 999999999999)\n\tx < 0"},
		{"a huge number rounded", "x := round(1e999999999)\n\tx < 0"},
		{"a huge number divided", "x := to_number(\"1e999999999\") % 7\n\tx < 0"},
		{"a huge number printed", "x := format_int(1e999999999, 10)\n\tcount(x) < 0"},
		{"a huge unit", "x := units.parse(\"1e999999999\")\n\tx < 0"},
		{"a huge size", "x := units.parse_bytes(\"1e999999999\")\n\tx < 0"},
		{"paths without end", "ns := numbers.range(1, 40)\n\tg := {format_int(n, 10): [format_int(m, 10) | some m in ns] | some n in ns}\n\tcount(graph.reachable_paths(g, [\"1\"])) < 0"},
		{"globs that match", "x := concat(\"\", [\"[a-z]*\" | some i in numbers.range(1, 300)])\n\tregex.globs_match(x, x)\n\tfalse"},
		{"aliases in YAML", "x := yaml.unmarshal(\"a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\\nh: [*g,*g,*g,*g,*g,*g,*g,*g,*g]\\n\")\n\tcount(x) < 0"},
		{"a value that holds itself many times over", many + dag + "count(json.marshal(d)) < 0"},
		{"the same in a format", dag + "count(sprintf(\"%v\", [d])) < 0"},
		{"many pieces of a text", many + "y := [split(x, \"\") | some i in numbers.range(1, 100)]\n\tcount(y) < 0"},
		{"a list read from a text", "x := json.unmarshal(concat(\"\", [\"[\", concat(\",\", [\"[[1]]\" | some i in numbers.range(1, 1000000)]), \"]\"]))\n\tcount(x) < 0"},
		{"a template", "x := strings.render_template(\"{{printf \\\"%999999d\\\" 1}}\", {})\n\tcount(x) < 0"},
		{"an indent", many + "y := json.marshal_with_options(numbers.range(1, 100000), {\"pretty\": true, \"indent\": x})\n\tcount(y) < 0"},
	}
	good := user("good.rego", strings.Replace(rule("some f in input.facts.feature.seed"), "user.p", "user.good", 1))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bad := user("bad.rego", "package promptglot.user.bad\n\nfindings contains {\"message\": \"m\"} if {\n\t"+tt.body+"\n}\n")
			e, err := Load(Options{NoDefault: true, TimeLimit: 300 * time.Millisecond, Sources: []Source{bad, good}})
			if err != nil {
				if !strings.HasPrefix(err.Error(), "bad.rego:") || strings.Contains(err.Error(), "\n") {
					t.Errorf("got %v", err)
				}
				return
			}
			e.memory = 32 << 20
			found, err := e.Eval(t.Context(), doc(featureFact("f1", "seed", 1)))
			if len(found) != 1 || found[0].Rule != "good" {
				t.Errorf("the other policy found %v", found)
			}
			var pe *PolicyError
			if err != nil && (!errors.As(err, &pe) || pe.Rule != "bad" || strings.Contains(err.Error(), "\n")) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestPaddingOfAFormat(t *testing.T) {
	for format, want := range map[string]int{
		"": 0, "%d of %s": 0, "100 %": 0, "%%5": 0, "%5d%-7.2f": 14, "%[17]3v": 3, "%.3s": 3, "%5": 5,
		"%99999999d": maxPadding + 1, "%*d": maxPadding/2 + 1,
	} {
		if got := padding(format); got != want {
			t.Errorf("%q: got %d, want %d", format, got, want)
		}
	}
}

// What a policy answers is looked at before it is written out.
func TestAnAnswerThatHoldsItselfManyTimesOverIsRefused(t *testing.T) {
	const body = "a := [1 | some i in numbers.range(1, 1000)]\n\tb := [a | some i in numbers.range(1, 1000)]\n\tc := [b | some i in numbers.range(1, 1000)]\n\td := [c | some i in numbers.range(1, 1000)]\n"
	for element, want := range map[string]string{
		`{"message": "m", "facts": d}`: "facts of a finding must be a list of fact ids",
		`{"message": d}`:               "of a finding must be a string; this is a large value",
		"d":                            "this is a large value",
		`{d: "m"}`:                     "a finding has no key a large value",
	} {
		e := engine(t, Options{NoDefault: true, Sources: []Source{user("bad.rego", "package promptglot.user.bad\n\nfindings contains "+element+" if {\n\t"+body+"}\n")}})
		if _, err := e.Eval(t.Context(), doc(featureFact("f1", "seed", 1))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", element, err)
		}
	}
}
