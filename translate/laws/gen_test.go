package laws

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
)

// A generator makes requests that a JSON Schema allows. Every free string is a
// sentinel: unique, so that it can be looked for in what was written.
type generator struct {
	root map[string]any
	rng  *rand.Rand
	next int
	full bool // every property rather than some
}

func loadSchema(t testing.TB, path string) map[string]any {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal(b, &root); err != nil {
		t.Fatal(err)
	}
	return root
}

func (g *generator) sentinel() string {
	g.next++
	return fmt.Sprintf("zq%dqz", g.next)
}

// value makes a value for schema s.
func (g *generator) value(s map[string]any, depth int) any {
	if ref, ok := s["$ref"].(string); ok {
		return g.value(g.resolve(ref), depth)
	}
	for _, key := range []string{"anyOf", "oneOf"} {
		if alts, ok := s[key].([]any); ok && len(alts) > 0 {
			return g.value(g.pick(alts, depth), depth)
		}
	}
	if all, ok := s["allOf"].([]any); ok && len(all) > 0 {
		return g.value(all[0].(map[string]any), depth)
	}
	if c, ok := s["const"]; ok {
		return c
	}
	if e, ok := s["enum"].([]any); ok && len(e) > 0 {
		return e[g.rng.IntN(len(e))]
	}
	switch typ := firstType(s); typ {
	case "object":
		return g.object(s, depth)
	case "array":
		return g.array(s, depth)
	case "integer", "number":
		return g.number(s, typ)
	case "boolean":
		return g.rng.IntN(2) == 0
	case "string":
		return g.sentinel()
	case "null":
		return nil
	}
	if s["properties"] != nil {
		return g.object(s, depth)
	}
	return map[string]any{g.sentinel(): g.sentinel()}
}

func firstType(s map[string]any) string {
	switch t := s["type"].(type) {
	case string:
		return t
	case []any:
		for _, x := range t {
			if x != "null" {
				return x.(string)
			}
		}
	}
	return ""
}

// pick prefers alternatives that end when the tree is deep.
func (g *generator) pick(alts []any, depth int) map[string]any {
	if depth > 8 {
		for _, a := range alts {
			m := a.(map[string]any)
			if t := firstType(m); t != "object" && t != "array" && m["$ref"] == nil && t != "null" {
				return m
			}
		}
	}
	for range 4 {
		m := alts[g.rng.IntN(len(alts))].(map[string]any)
		if firstType(m) != "null" {
			return m
		}
	}
	return alts[0].(map[string]any)
}

func (g *generator) object(s map[string]any, depth int) any {
	out := map[string]any{}
	props, _ := s["properties"].(map[string]any)
	required := map[string]bool{}
	if r, ok := s["required"].([]any); ok {
		for _, k := range r {
			required[k.(string)] = true
		}
	}
	keys := make([]string, 0, len(props))
	for k := range props {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if !required[k] && !(depth == 0 && g.full) && (depth > 9 || g.rng.IntN(100) < 45+4*depth) {
			continue
		}
		p, _ := props[k].(map[string]any)
		if v := g.value(p, depth+1); v != nil || required[k] {
			out[k] = v
		}
	}
	if add, ok := s["additionalProperties"].(map[string]any); ok && len(props) == 0 {
		out[g.sentinel()] = g.value(add, depth+1)
	}
	if len(props) == 0 && s["additionalProperties"] == nil && depth < 9 {
		out[g.sentinel()] = g.sentinel()
	}
	return out
}

func (g *generator) array(s map[string]any, depth int) any {
	items, _ := s["items"].(map[string]any)
	n := 1 + g.rng.IntN(3)
	if depth > 8 {
		n = 1
	}
	if m, ok := s["maxItems"].(float64); ok {
		n = min(n, int(m))
	}
	out := make([]any, 0, n)
	for range n {
		if v := g.value(items, depth+1); v != nil {
			out = append(out, v)
		}
	}
	return out
}

func (g *generator) number(s map[string]any, typ string) any {
	lo, hi := 0.0, 1000.0
	if m, ok := s["minimum"].(float64); ok {
		lo = m
		hi = m + 1000
	}
	if m, ok := s["maximum"].(float64); ok {
		hi = m
	}
	x := lo + g.rng.Float64()*(hi-lo)
	if typ == "integer" || slices.Contains([]string{"int32", "int64"}, fmt.Sprint(s["format"])) {
		return float64(int(x))
	}
	return float64(int(x*1000)) / 1000
}

func (g *generator) resolve(ref string) map[string]any {
	n := any(g.root)
	for _, t := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		t = strings.ReplaceAll(strings.ReplaceAll(t, "~1", "/"), "~0", "~")
		t = strings.ReplaceAll(strings.ReplaceAll(t, "%3C", "<"), "%3E", ">")
		m, _ := n.(map[string]any)
		n = m[t]
	}
	m, _ := n.(map[string]any)
	return m
}
