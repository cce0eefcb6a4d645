package gemini_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

// A maker makes a request that uses every member of the vendor's schema.
// Every string that may be any is a sentinel of its own.
type maker struct {
	defs  map[string]map[string]any
	count int
	open  map[string]bool
}

func newMaker(t *testing.T) *maker {
	b, err := os.ReadFile(testkit.Shared(t, "oracles", oracleFile))
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Defs map[string]map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	return &maker{defs: doc.Defs, open: map[string]bool{}}
}

const vertexPrefix = "GoogleCloudAiplatformV1"

func (m *maker) sentinel() string {
	m.count++
	return fmt.Sprintf("s#%d#", m.count)
}

// of returns a value of the named definition with only the members that keep
// accepts.
func (m *maker) of(name string, keep func(member string) bool) map[string]any {
	out := map[string]any{}
	props, _ := m.defs[vertexPrefix+name]["properties"].(map[string]any)
	for _, k := range sortedKeys(props) {
		if keep == nil || keep(k) {
			if v := m.value(props[k].(map[string]any)); v != nil {
				out[k] = v
			}
		}
	}
	return out
}

// value returns nil where a schema leads back into itself.
func (m *maker) value(s map[string]any) any {
	if ref, ok := s["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/$defs/")
		if m.open[name] {
			return nil
		}
		m.open[name] = true
		defer delete(m.open, name)
		return m.value(m.defs[name])
	}
	if enum, ok := s["enum"].([]any); ok {
		return enum[len(enum)-1]
	}
	switch s["type"] {
	case "object":
		out := map[string]any{}
		props, _ := s["properties"].(map[string]any)
		for _, k := range sortedKeys(props) {
			if v := m.value(props[k].(map[string]any)); v != nil {
				out[k] = v
			}
		}
		if len(props) == 0 {
			if sub, ok := s["additionalProperties"].(map[string]any); ok {
				if v := m.value(sub); v != nil {
					out["key"] = v
				}
			}
		}
		return out
	case "array":
		if v := m.value(s["items"].(map[string]any)); v != nil {
			return []any{v}
		}
		return []any{}
	case "integer":
		m.count++
		return m.count
	case "number":
		m.count++
		return float64(m.count) / 100
	case "boolean":
		return true
	}
	return m.sentinel()
}

func sortedKeys(m map[string]any) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// requests returns requests that together use every member of the schema:
// one with all of them at once, one for each kind of part, one for each tool.
func (m *maker) requests(t *testing.T) map[string][]byte {
	out := map[string][]byte{}
	add := func(name string, req map[string]any) {
		b, err := json.Marshal(req)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = b
	}
	add("everything", m.of("GenerateContentRequest", nil))
	beside := map[string]bool{"thoughtSignature": true, "mediaResolution": true, "videoMetadata": true}
	for _, k := range sortedKeys(m.defs[vertexPrefix+"Part"]["properties"].(map[string]any)) {
		if beside[k] {
			continue
		}
		part := m.of("Part", func(p string) bool { return p == k || beside[p] || k == "thought" && p == "text" })
		for _, role := range []string{"user", "model"} {
			add("part "+k+" of "+role, map[string]any{"contents": []any{map[string]any{"role": role, "parts": []any{part}}}})
		}
	}
	for _, k := range sortedKeys(m.defs[vertexPrefix+"Tool"]["properties"].(map[string]any)) {
		tool := m.of("Tool", func(p string) bool { return p == k })
		add("tool "+k, map[string]any{"contents": []any{}, "tools": []any{tool, m.of("Tool", func(p string) bool { return p == "functionDeclarations" })}})
	}
	for _, k := range sortedKeys(m.defs[vertexPrefix+"GenerationConfig"]["properties"].(map[string]any)) {
		add("config "+k, map[string]any{"contents": []any{}, "generationConfig": m.of("GenerationConfig", func(p string) bool { return p == k })})
	}
	return out
}

func TestEveryFieldOfTheVendorsSchemaComesBack(t *testing.T) {
	for name, text := range newMaker(t).requests(t) {
		t.Run(name, func(t *testing.T) {
			tree := parse(t, text)
			want := canonical(t, tree)
			out, ledger := write(t, read(t, "gemini", tree), "gemini", "")
			if got := canonical(t, out); got != want {
				t.Errorf("came back as\n%s\nwant\n%s", got, want)
			}
			if lossy := ledger.Lossy(); len(lossy) > 0 {
				t.Errorf("a round trip loses nothing, the ledger says\n%s", lines(lossy))
			}
		})
	}
}

func TestEveryFieldOfTheVendorsSchemaIsFoundOrNamed(t *testing.T) {
	for name, text := range newMaker(t).requests(t) {
		t.Run(name, func(t *testing.T) {
			tree := parse(t, text)
			p := read(t, "gemini", tree)
			for _, target := range []string{"openai-chat/gpt-5.2", "gemini/gemini-2.5-flash"} {
				out, ledger := write(t, p, target, "keep")
				if missing := unaccounted(t, tree, out, ledger); len(missing) > 0 {
					t.Errorf("to %s neither found nor named: %v", target, missing)
				}
			}
		})
	}
}
