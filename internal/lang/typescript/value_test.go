package typescript

import (
	"testing"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/langtest"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// resolved reads a program and shows the first argument of its last call of
// name, with the names in it resolved.
func resolved(t *testing.T, text, name string) string {
	t.Helper()
	u := langtest.Read(TypeScript, text)
	for i := len(u.Calls) - 1; i >= 0; i-- {
		if c := u.Calls[i]; c.Callee.Last() == name {
			return langtest.Value(u, u.Resolve(c.Arg(0), c.Func))
		}
	}
	t.Fatalf("no call of %s in %s", name, text)
	return ""
}

func TestNamesAreResolvedInTheScopesAroundThem(t *testing.T) {
	for text, want := range map[string]string{
		`const m = "a"; go(m)`:        `"a"`,
		`let m = "a"; m = "b"; go(m)`: `«m»`,
		`function f() { const m = "a"; const g = async () => { go(m) } }`:             `"a"`,
		`const m = "a"; function f() { const m = "b"; [1].map(() => { go(m) }) }`:     `"b"`,
		`app.get(() => { const m = "a"; go(m) }); app.get(() => { const m = "b" })`:   `"a"`,
		`const M = { a: { b: "x" } } as const; go(M.a.b)`:                             `"x"`,
		`const M = { a: "x", ...more }; go(M.a)`:                                      `«M.a»`,
		`enum M { A = "x" } go(M.A)`:                                                  `"x"`,
		`class A { m = "a"; f() { go(this.m) } }`:                                     `"a"`,
		`class A { m = "a" } class B { m = "b"; f() { const g = () => go(this.m) } }`: `"b"`,
		`class A { constructor() { this.m = "a" } f() { go(this.m) } }`:               `"a"`,
		`const c = { m: "x" }; const { m: n } = c; go(n)`:                             `"x"`,
		`const who = "you"; go(` + "`hi ${who}!`" + `)`:                               "\"hi you!\"",
		`for (const m of ["a"]) { go(m) }`:                                            `«["a"]»`,
	} {
		if got := resolved(t, text, "go"); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestEditsOfLiteralsReadBackAsTheyWereMeant(t *testing.T) {
	for _, literal := range []string{`"old"`, `'old'`, "`old`", `"o\x6cd"`, "String.raw`old`", "dedent`old`", `<A m="old"/>`, `<A m='ol&#100;'/>`} {
		for _, text := range []string{"new", `a"b'c`, "${x}", "line\nend", "a`b", `back\slash`, "a & b"} {
			f := source.FromString("a.tsx", "x = "+literal+"; // </A>")
			str := first(TypeScript.Read(f.Whole()))
			if str == nil || str.Str != "old" {
				t.Fatalf("%s holds no text", literal)
			}
			edit, err := str.View.Edit(0, len(str.Str), text)
			if err != nil {
				continue // it cannot be said in place
			}
			data, err := source.Apply(f.Data, []source.Edit{edit})
			if err != nil {
				t.Fatal(err)
			}
			if again := first(TypeScript.Read(source.NewFile("a.tsx", data).Whole())); again == nil || again.Str != text {
				t.Errorf("%s with %q in it is %s", literal, text, data)
			}
		}
	}
}

// first returns the first text of a program.
func first(u *lang.Unit) *value.Node {
	for i := range u.Strings {
		if n := u.Strings[i].Node; n.Kind == value.String && n.View != nil {
			return n
		}
	}
	return nil
}

func TestFilesAreMatchedByTheirNamesAndFirstBytes(t *testing.T) {
	for _, c := range []struct{ path, head, want string }{
		{"a.ts", "", "typescript"}, {"a.tsx", "", "typescript"}, {"a.vue", "", "typescript"}, {"a.mjs", "", "javascript"},
		{"a.jsx", "", "javascript"}, {"a.d.cts", "", "typescript"}, {"run", "#!/usr/bin/env node\n", "javascript"},
		{"run", "#!/usr/bin/env -S deno run\n", "typescript"}, {"a.ts", "<?xml version=\"1.0\"?>", ""}, {"a.ts", "G\x00\x01", ""},
		{"a.py", "", ""}, {"run", "#!/bin/sh\n# node", ""},
	} {
		got := ""
		for _, l := range []lang.Language{TypeScript, JavaScript} {
			if l.Match(c.path, []byte(c.head)) {
				got = l.ID()
			}
		}
		if got != c.want {
			t.Errorf("%s %q is %q, want %q", c.path, c.head, got, c.want)
		}
	}
}
