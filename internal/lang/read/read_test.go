package read_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/lang/python"
)

func read(program string) *lang.Unit { return langtest.Read(python.Language{}, program) }

func TestAChainOfBuildersMayBeAsLongAsTheProgram(t *testing.T) {
	const n = 50_000
	u := read("a" + strings.Repeat(".b(1)", n))
	if len(u.Calls) != n {
		t.Fatalf("%d calls of %d", len(u.Calls), n)
	}
	deep := 0
	for _, c := range u.Calls {
		if c.Callee.Recv == nil {
			deep++
		}
	}
	if deep != 1 {
		t.Errorf("%d calls go on from nothing, expected the first", deep)
	}
}

func TestWhatNestsTooDeepIsAHole(t *testing.T) {
	u := read("f(" + strings.Repeat("[", 5000) + "'x'" + strings.Repeat("]", 5000) + ", model='m')")
	if len(u.Calls) != 1 || !u.Calls[0].Named.Get("model").Is("m") {
		t.Errorf("what stands beside it is lost: %s", langtest.Dump(u))
	}
}

func TestAssignmentsNameWhatGetsTheValue(t *testing.T) {
	for program, want := range map[string]string{
		"a = b = 1":                       "a=1 b=1",
		"a, b = 1, 2":                     "a=1 b=2",
		"(a, b) = 1, 2":                   "a=1 b=2",
		"a, b = f()":                      "a=«f()» b=«f()»",
		"a, *b = 1, 2":                    "a=1",
		"c['k'] = 1":                      "c.k=1",
		"c[i] = 1":                        "c.[]=1",
		"self.x['k'].y = 1":               "self.x.k.y=1",
		"a: int = 1":                      "a=1",
		"if a: b = 1":                     "b=1",
		"if (a := 1) > 0: pass":           "a=1",
		"def f(a=1, *, b: str='x'): pass": "",
		"def f():\n  return 1":            "return=1",
		"def f(): return {'a': 1}":        "return={a: 1}",
		"with f() as a: pass":             "a=«f()»",
		"with (f() as a, g() as b): pass": "a=«f()» b=«g()»",
		"a += 1":                          "a=1",
		"f(a=1)":                          "",
		"a == 1":                          "",
		"lambda a=1: a":                   "",
	} {
		u := read(program)
		var got []string
		for _, a := range u.Assigns {
			v := langtest.Value(u, a.Value)
			got = append(got, a.Name+"="+v)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s gives %q, expected %q", program, s, want)
		}
	}
}

func TestListsAndObjectsAreMergedAsFarAsTheyAreKnown(t *testing.T) {
	for program, want := range map[string]string{
		"[1] + a + [2]":            "[1, *«a», 2]",
		"a + b":                    "«a + b»",
		"[*a, 1]":                  "[*«a», 1]",
		"{**a, 'b': 1}":            "{*«a», b: 1}",
		"{a: 1}":                   "{[«a»]: 1}",
		"{'a', b}":                 `["a", «b»]`,
		"{'a': 1} | b":             "{a: 1, *«b»}",
		"dict(b, a=1)":             "{*«b», a: 1}",
		"[x for x in y if x]":      "[block(«x»)]",
		"{k: v for k, v in y}":     "{block([«k»]: «v»)}",
		"(1,)":                     "[1]",
		"(1)":                      "1",
		"a[0]['k'].b":              "«a[0]['k'].b»",
		"1 if a else 'b'":          `either(1 | "b")`,
		"await a.b()":              "«a.b()»",
		"-1":                       "-1",
		"-a":                       "«-a»",
		"1_000":                    "1000",
		".5":                       "0.5",
		"5.":                       "5.0",
		"0x10":                     "16",
		"1j":                       "«1j»",
		"None":                     "null",
		"(await a).b":              "«(await a).b»",
		"f'{a}' if b else None":    "either(`«a»` | null)",
		"'a' 'b' if c else d or e": `either("ab" | «d or e»)`,
	} {
		u := read("f(" + program + ")")
		for _, c := range u.Calls {
			if c.Span.Start == 0 {
				if got := langtest.Value(u, c.Arg(0)); got != want {
					t.Errorf("%s is %s, expected %s", program, got, want)
				}
			}
		}
	}
}

func TestEveryStringIsKeptOnceWhereverItStands(t *testing.T) {
	for _, program := range []string{
		"if a == 'x': pass", "f(a, 'x')", "a = b if c == 'x' else d", "a['x']", "for a in ['x']: pass", "f(not 'x')", "'x'.upper()", "f('x'.strip())",
		"return 'x'", "yield 'x'", "f(k='x' % ())", "{'x'}", "a = 'x' or b", "a, b = 'x'", "assert a, 'x'", "lambda: 'x'", "match a:\n  case 'x': pass",
		"def f(a='x'): pass", "def f() -> 'x': pass", "a: 'x' = 1", "@f('x')\ndef g(): pass", "class A(b='x'): pass", "print('x', file=f)", "f'{g('x')}'"[0:0] + "f(g('x'))",
		"del a['x']", "raise E('x') from e", "a = ('x')", "a = {1: 'x'}", "a = {'x': 1}", "[b for b in c if b == 'x']", "f(*['x'])", "f(**{'a': 'x'})", "a = b + 'x'",
		"with a('x') as b: pass", "global a; 'x'", "a[b:'x']", "textwrap.dedent('x')", "f(dedent('x'))",
	} {
		n := 0
		for _, s := range read(program).Strings {
			if s.Node.Str == "x" || len(s.Node.Text) > 0 {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d strings", program, n)
		}
	}
}
