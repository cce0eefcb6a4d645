package anthropic_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Every leaf of every fixture is either found in what was written or named by
// the ledger; and what was written is never confessed as certainly dropped.
func TestEveryLeafArrivesOrIsNamed(t *testing.T) {
	targets := append([]string{"openai-chat/gpt-5.4"}, fixtureTargets...)
	for dir, from := range map[string]string{"own": "anthropic", "from_openai": "openai-chat"} {
		for _, path := range fixtures(t, dir) {
			body := read(t, path)
			var req any
			if json.Unmarshal(body, &req) != nil {
				continue // has holes
			}
			var leaves []leaf
			walk(req, "", &leaves)
			for _, target := range targets {
				t.Run(path+" to "+target, func(t *testing.T) {
					base, ledger := carry(t, from, "", target, body)
					for i := range leaves {
						checkLeaf(t, from, target, req, canonical(t, base), ledger, &leaves[i])
					}
				})
			}
		}
	}
}

type leaf struct {
	pointer string
	value   any
	set     func(any)
}

func walk(v any, pointer string, out *[]leaf) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			add(x, value.Pointer(pointer, k), func(n any) { v[k] = n }, out)
		}
	case []any:
		for i, x := range v {
			add(x, value.IndexPointer(pointer, i), func(n any) { v[i] = n }, out)
		}
	}
}

func add(x any, pointer string, set func(any), out *[]leaf) {
	switch x.(type) {
	case nil:
	case map[string]any, []any:
		walk(x, pointer, out)
	default:
		*out = append(*out, leaf{pointer, x, set})
	}
}

func checkLeaf(t *testing.T, from, target string, req any, base string, ledger translate.Ledger, l *leaf) {
	t.Helper()
	other := l.value
	switch v := l.value.(type) {
	case bool:
		other = !v
	case float64:
		other = v + 1
	case string:
		last := l.pointer[strings.LastIndexByte(l.pointer, '/')+1:]
		if last == "type" || last == "role" || last == "model" {
			return // discriminators: another word is another request
		}
		other = v + "zq"
	}
	l.set(other)
	defer l.set(l.value)
	body, err := json.Marshal(req)
	if err != nil {
		t.Fatal(err)
	}
	out, after := carry(t, from, "", target, body)
	named := ""
	for i := range after {
		if e := &after[i]; e.Path != "" && (l.pointer == e.Path || strings.HasPrefix(l.pointer, e.Path+"/")) {
			named = e.Message
			if s, ok := other.(string); ok && e.Outcome == translate.Dropped && e.Certainty == translate.Certain && strings.Contains(canonical(t, out), strconv.Quote(s)) {
				t.Errorf("%s: %q arrived, yet: %s", l.pointer, s, e.Message)
			}
		}
	}
	if named == "" && canonical(t, out) == base {
		t.Errorf("%s = %s makes no difference and is not named", l.pointer, fmt.Sprint(l.value))
	}
}
