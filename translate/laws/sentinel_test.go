package laws

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func parse(t testing.TB, body []byte) *value.Node {
	t.Helper()
	n, problems := value.ReadJSON(source.NewFile("request.json", body).Whole(), value.Options{})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", body, problems)
	}
	return n
}

func run(t testing.TB, tr *translate.Translator, dialect, version, target string, body []byte) (string, translate.Ledger) {
	t.Helper()
	p, _, err := tr.Read(dialect, version, parse(t, body))
	if err != nil {
		t.Fatal(err)
	}
	tgt, err := translate.ParseTarget(tr.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger, err := tr.Write(p, tgt)
	if err != nil {
		t.Fatal(err)
	}
	js, err := out.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(js), ledger
}

// leaf is a scalar of a request and its pointer.
type leaf struct {
	pointer string
	value   any
}

func leaves(v any, pointer string, out *[]leaf) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			leaves(x, value.Pointer(pointer, k), out)
		}
	case []any:
		for i, x := range v {
			leaves(x, value.IndexPointer(pointer, i), out)
		}
	case nil:
	default:
		*out = append(*out, leaf{pointer, v})
	}
}

// covers reports whether an entry speaks of pointer: its own path or one above.
// Where the request is text alone, all of it has the pointer "".
func covers(e *translate.Entry, pointer string) bool {
	if e.Path == "" {
		return pointer == "" && e.Node != nil
	}
	return pointer == e.Path || strings.HasPrefix(pointer, e.Path+"/")
}

func named(l translate.Ledger, pointer string) bool {
	for i := range l {
		if covers(&l[i], pointer) {
			return true
		}
	}
	return false
}

// maxChanged is how many leaves of one request are changed, one by one.
const maxChanged = 120

// checkLaw1 checks one request against one target: every leaf arrives or is
// named, and nothing that arrived is confessed as dropped.
func checkLaw1(t *testing.T, tr *translate.Translator, dialect, version, target string, req map[string]any) (checked, bad int) {
	t.Helper()
	body, err := json.Marshal(req)
	if err != nil {
		t.Fatal(err)
	}
	out, ledger := run(t, tr, dialect, version, target, body)
	var ls []leaf
	leaves(req, "", &ls)
	fail := func(format string, args ...any) {
		bad++
		if bad <= 3 {
			t.Errorf("%s → %s: %s\nrequest %s\noutput %s", dialect, target, fmt.Sprintf(format, args...), body, out)
		}
	}
	small := 0
	for _, l := range ls {
		s, isString := l.value.(string)
		if isString && strings.HasPrefix(s, "zq") {
			found := strings.Contains(out, s)
			if !found && !named(ledger, l.pointer) {
				fail("%s (%q) is lost silently", l.pointer, s)
			}
			if found {
				for i := range ledger {
					if e := &ledger[i]; e.Outcome == translate.Dropped && e.Certainty == translate.Certain && e.Path == l.pointer && strings.Count(string(body), `"`+s+`"`) == 1 {
						fail("%s arrived, yet the ledger says dropped: %s", l.pointer, e.Message)
					}
				}
			}
			continue
		}
		if named(ledger, l.pointer) {
			continue
		}
		// An enum, a number or a switch must make a difference. A request of
		// thousands of them is asked about some, others each time.
		if small++; small%(len(ls)/maxChanged+1) != len(body)%(len(ls)/maxChanged+1) {
			continue
		}
		changed, ok := without(req, l)
		if !ok {
			continue
		}
		b2, _ := json.Marshal(changed)
		// A change that the ledger of the changed request names is accounted for.
		if out2, ledger2 := run(t, tr, dialect, version, target, b2); out2 == out && !named(ledger2, l.pointer) {
			fail("%s = %v makes no difference and is not named", l.pointer, l.value)
		}
	}
	return len(ls), bad
}

// without returns the request with the leaf changed.
func without(req map[string]any, l leaf) (any, bool) {
	b, _ := json.Marshal(req)
	var c any
	_ = json.Unmarshal(b, &c)
	tokens := strings.Split(l.pointer[1:], "/")
	n := c
	for i, tok := range tokens {
		tok = strings.ReplaceAll(strings.ReplaceAll(tok, "~1", "/"), "~0", "~")
		last := i == len(tokens)-1
		switch m := n.(type) {
		case map[string]any:
			if last {
				switch x := m[tok].(type) {
				case bool:
					m[tok] = !x
				case float64:
					m[tok] = x + 1
				case string:
					m[tok] = x + "_other"
				}
				return c, true
			}
			n = m[tok]
		case []any:
			k := 0
			fmt.Sscan(tok, &k)
			if last {
				return nil, false
			}
			n = m[k]
		}
	}
	return nil, false
}

// TestMatrix is law 1 for every source and every target: run it with -v for
// the matrix.
func TestMatrix(t *testing.T) {
	tr := translator(t)
	m := newMatrix()
	t.Run("law 1", func(t *testing.T) {
		eachSource(t, func(t *testing.T, s *party, root map[string]any) {
			for seed := range seeds(t, 6) {
				g := &generator{root: root, rng: rand.New(rand.NewPCG(uint64(seed), 7)), full: seed%3 == 0}
				req, _ := g.value(root, 0).(map[string]any)
				if seed%4 == 1 {
					req["unknown_"+g.sentinel()] = map[string]any{"deep": g.sentinel()}
				}
				for _, target := range targetsFor(s.id) {
					leaves, bad := checkLaw1(t, tr, s.id, s.version, target, req)
					m.add(s.name(), target, leaves, bad)
					if bad > 0 && !*whole {
						return
					}
				}
			}
		})
	})
	t.Log("leaves checked, and what was lost or confessed falsely, by source and target:\n" + m.String())
}
