package laws

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Law 2 over two dialects: what neither ledger names is there again after the
// way to another vendor and back.
func TestThereAndBackKeepsWhatTheLedgersDoNotName(t *testing.T) {
	tr := translator(t)
	eachSource(t, func(t *testing.T, s *party, root map[string]any) {
		if len(s.Targets) == 0 {
			t.Skip("source only: there is no way back")
		}
		for seed := range seeds(t, 5) {
			g := &generator{root: root, rng: rand.New(rand.NewPCG(uint64(seed), 13)), full: seed%3 == 0}
			body, err := json.Marshal(g.value(root, 0))
			if err != nil {
				t.Fatal(err)
			}
			for _, target := range targetsFor(s.id) {
				if !checkThereAndBack(t, tr, s, target, body) {
					return
				}
			}
		}
	})
}

func checkThereAndBack(t *testing.T, tr *translate.Translator, s *party, target string, body []byte) bool {
	t.Helper()
	via := partyAt(target)
	there, ledger := run(t, tr, s.id, s.version, target, body)
	if ledger.Has(translate.Refused) {
		return true
	}
	back, ledger2 := run(t, tr, via.id, via.version, s.Targets[0], []byte(there))
	if ledger2.Has(translate.Refused) {
		return true // named, and nothing is written
	}
	ok := true
	fail := func(format string, args ...any) {
		if ok {
			t.Errorf("%s → %s → %s: %s\nfirst  %s\nthere  %s\nback   %s", s.name(), target, s.name(), fmt.Sprintf(format, args...), body, there, back)
		}
		ok = false
	}
	var first, mid any
	_ = json.Unmarshal(body, &first)
	_ = json.Unmarshal([]byte(there), &mid)
	var ls, ms []leaf
	leaves(first, "", &ls)
	leaves(mid, "", &ms)
	for _, l := range ls {
		w, isString := l.value.(string)
		if !isString || !strings.HasPrefix(w, "zq") || named(ledger, l.pointer) || strings.Contains(back, w) {
			continue
		}
		gone := true // wherever it stood on the way, the way back must name it
		for _, m := range ms {
			if x, isString := m.value.(string); isString && strings.Contains(x, w) && named(ledger2, m.pointer) {
				gone = false
			}
			if strings.Contains(m.pointer, w) && named(ledger2, m.pointer) {
				gone = false
			}
		}
		if gone {
			fail("%s (%q) did not come back and no ledger names it", l.pointer, w)
		}
	}
	for _, m := range settings(t, tr, s, body) {
		if named(ledger, m.pointer) {
			continue
		}
		found, equal := false, false
		for _, b := range settings(t, tr, s, []byte(back)) {
			if b.param == m.param {
				found, equal = true, equal || b.text == m.text
			}
		}
		if !equal && !settingNamed(t, tr, via, there, ledger2, m.param) {
			fail("%s = %s came back %v, changed, and no ledger names it", m.pointer, m.text, found)
		}
	}
	return ok
}

// setting is an option of a request in neutral terms.
type setting struct {
	param   prompt.Param
	pointer string
	text    string
}

func settings(t *testing.T, tr *translate.Translator, s *party, body []byte) []setting {
	t.Helper()
	tree := parse(t, body)
	at := map[*value.Node]string{}
	tree.Walk("", func(p string, n *value.Node) { at[n] = p })
	p, _, err := tr.Read(s.id, s.version, tree)
	if err != nil {
		t.Fatal(err)
	}
	var out []setting
	for _, x := range p.Settings {
		// Text is looked for as it is above; what is left is numbers, switches
		// and words.
		if len(x.Value.Entries) > 0 || x.Value.Kind == value.Array || x.Value.Kind == value.Object {
			continue
		}
		js, err := x.Value.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(js), "zq") {
			continue
		}
		out = append(out, setting{x.Param, at[x.Node], string(js)})
	}
	return out
}

// settingNamed reports whether the ledger of the way back names the option.
func settingNamed(t *testing.T, tr *translate.Translator, via *party, there string, l translate.Ledger, param prompt.Param) bool {
	t.Helper()
	for _, m := range settings(t, tr, via, []byte(there)) {
		if m.param == param && named(l, m.pointer) {
			return true
		}
	}
	// What has no effect there is no setting, and stands where one would.
	if d, ok := catalog.Dialect(via.id); ok {
		if f, ok := d.Field(string(param), via.version); ok {
			return named(l, "/"+strings.ReplaceAll(f.Path, ".", "/"))
		}
	}
	return false
}
