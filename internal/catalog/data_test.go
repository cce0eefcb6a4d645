package catalog

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/testkit"
)

var day = regexp.MustCompile(`^20\d\d-[01]\d-[0-3]\d$`)

func sourced(t *testing.T, what string, r Ref) {
	t.Helper()
	if r.Source == "" || !day.MatchString(r.AsOf) {
		t.Errorf("%s has the source %q as of %q", what, r.Source, r.AsOf)
	}
}

func TestEveryFactIsSourcedAndDated(t *testing.T) {
	for _, d := range Dialects() {
		sourced(t, d.ID, d.Ref)
		for name, f := range d.Traits {
			sourced(t, d.ID+" trait "+name, f.Ref)
		}
		for _, f := range d.Fields {
			sourced(t, d.ID+" field "+f.Path, f.Ref)
		}
	}
	for _, v := range Vendors() {
		sourced(t, "vendor "+v.ID, v.Ref)
	}
	for _, s := range Default().Subsets() {
		sourced(t, "subset "+s.ID, s.Ref)
	}
	for _, host := range Default().Hosts() {
		for _, m := range Models(host) {
			what := host + "/" + m.ID
			if m.Known || m.Family != "" {
				sourced(t, what, m.Ref)
			}
			if m.Context != nil || m.MaxOutput != nil {
				sourced(t, what+" limits", m.LimitsRef)
			}
			if m.Status != "unknown" {
				sourced(t, what+" status", m.StatusRef)
			}
			for _, p := range m.Prices {
				sourced(t, what+" price", p.Ref)
			}
			for name, g := range m.Gates {
				if !slices.Contains(GateNames(), name) {
					t.Errorf("%s has the unknown gate %s", what, name)
				}
				sourced(t, what+" gate "+name, g.Ref)
			}
		}
	}
}

// requiredTraits are asked of every dialect that requests are written to.
var requiredTraits = []string{
	"endpoint", "model_place", "structural", "containers", "null_is_unset", "unknown_fields", "system", "system_parts",
	"developer_role", "mid_system", "alternation", "first_turn", "prefill", "message_name", "empty_text", "refusal_part",
	"tool_args", "tool_call_id", "tool_call_id_pattern", "tool_result_place", "tool_result_content", "tool_result_error",
	"tool_name_pattern", "tool_choice", "tool_kinds", "strict_tools", "strict_default", "parallel_tool_calls", "output",
	"json_word", "schema_output", "schema_tool", "image_url", "image_base64", "pdf", "audio", "video", "stream",
	"cache_marks", "reasoning_replay", "stop_form", "max_tokens_required",
}

func TestDialectTablesAreConsistent(t *testing.T) {
	for _, d := range Dialects() {
		if !d.Planned {
			for _, name := range requiredTraits {
				if _, ok := d.Traits[name]; !ok {
					t.Errorf("%s has no trait %s", d.ID, name)
				}
			}
			if m := Lookup(d.Host, d.Default); d.Trait("endpoint").Value != "" && (!m.Known || m.Status == "retired") {
				t.Errorf("%s: default model %s is known: %v, %s", d.ID, d.Default, m.Known, m.Status)
			}
		}
		for _, name := range []string{"schema_output", "schema_tool"} {
			if id := d.Trait(name).Value; id != "" {
				if _, ok := Default().Subset(id); !ok {
					t.Errorf("%s: %s names the unknown subset %s", d.ID, name, id)
				}
			}
		}
		seen := map[string]bool{}
		for _, f := range d.Fields {
			if seen[f.Path] {
				t.Errorf("%s has %s twice", d.ID, f.Path)
			}
			seen[f.Path] = true
			if _, ok := FeatureByID(f.Feature); !ok && f.Param != "stream" {
				t.Errorf("%s: %s has the unknown feature %q", d.ID, f.Path, f.Feature)
			}
			if f.Param == "" || !slices.Contains([]string{"number", "integer", "string", "boolean", "array", "object", "any"}, f.Type) {
				t.Errorf("%s: %s is %q of type %q", d.ID, f.Path, f.Param, f.Type)
			}
			if f.Default != "" && !json.Valid([]byte(f.Default)) {
				t.Errorf("%s: %s has the default %s, which is not JSON", d.ID, f.Path, f.Default)
			}
			gates := []string{f.Gate}
			for value, g := range f.ValueGates {
				gates = append(gates, g)
				if !slices.Contains(f.Enum, value) {
					t.Errorf("%s: %s gates the value %s, which it does not take", d.ID, f.Path, value)
				}
			}
			for _, g := range gates {
				if g != "" && !slices.Contains(GateNames(), g) {
					t.Errorf("%s: %s names the unknown gate %s", d.ID, f.Path, g)
				}
			}
			for _, v := range f.Versions {
				if !d.HasVersion(v) {
					t.Errorf("%s: %s names the unknown version %s", d.ID, f.Path, v)
				}
			}
			for neutral, word := range f.Values {
				if len(f.Enum) > 0 && !slices.Contains(f.Enum, word) {
					t.Errorf("%s: %s maps %s to %s, which it does not take", d.ID, f.Path, neutral, word)
				}
			}
			if got, ok := d.FieldAt(f.Path, ""); ok && got.Path != f.Path {
				t.Errorf("%s: %s is found as %s", d.ID, f.Path, got.Path)
			}
			if dir, _ := cutLast(f.Path); dir != "" && !d.Container(dir) {
				t.Errorf("%s: %s stands in %s, which is no container", d.ID, f.Path, dir)
			}
		}
	}
}

func TestVendorsAndDialectsNameEachOther(t *testing.T) {
	known := map[string]bool{}
	for _, v := range Vendors() {
		known[v.ID] = true
		for _, id := range v.Dialects {
			if d, ok := Dialect(id); !ok || d.ID != id {
				t.Errorf("vendor %s names the unknown dialect %s", v.ID, id)
			}
		}
		for _, h := range v.Models {
			if len(Models(h)) == 0 {
				t.Errorf("vendor %s names the host %s, which has no models", v.ID, h)
			}
		}
	}
	for _, d := range Dialects() {
		if !known[d.Vendor] {
			t.Errorf("dialect %s is of the unknown vendor %s", d.ID, d.Vendor)
		}
	}
}

// TestFieldTablesCoverTheVendorsOwnSchemas holds the tables against schemas
// derived from the vendors' published specifications and SDK types.
func TestFieldTablesCoverTheVendorsOwnSchemas(t *testing.T) {
	tests := []struct{ dialect, version, oracle string }{
		{"openai-chat", "", "openai_chat.ts"},
		{"openai-chat", "", "openai_chat.openapi.strict"},
		{"anthropic", "2026-10-21", "anthropic_messages.ts"},
		{"anthropic", "2023-06-01", "anthropic_messages_2023-06-01.ts"},
		{"gemini", "", "vertex_generatecontent_v1.discovery.strict"},
		{"vertex", "", "vertex_generatecontent_v1.discovery.strict"},
	}
	for _, tt := range tests {
		t.Run(tt.dialect+"/"+tt.oracle, func(t *testing.T) {
			b, err := os.ReadFile(testkit.Shared(t, "oracles", tt.oracle+".schema.json"))
			if err != nil {
				t.Fatal(err)
			}
			o := oracle{}
			if err := json.Unmarshal(b, &o.root); err != nil {
				t.Fatal(err)
			}
			d, _ := Dialect(tt.dialect)
			covered := 0
			o.walk(t, d, tt.version, "", o.root, &covered)
			if covered < 15 {
				t.Errorf("only %d members were compared", covered)
			}
		})
	}
}

type oracle struct{ root map[string]any }

// walk asks every property below a schema to be a field of the version, a
// container or structural, and every field of the table to be known there.
func (o oracle) walk(t *testing.T, d *DialectInfo, version, dir string, schema map[string]any, covered *int) {
	for name, sub := range o.properties(schema) {
		path := join(dir, name)
		*covered++
		_, field := d.FieldAt(path, version)
		switch {
		case field, d.Structural(path):
		case d.Container(path):
			o.walk(t, d, version, path, sub, covered)
		default:
			t.Errorf("%s@%s: the vendor has %s, the table does not", d.ID, version, path)
		}
	}
}

func (o oracle) properties(schema map[string]any) map[string]map[string]any {
	out := map[string]map[string]any{}
	if ref, ok := schema["$ref"].(string); ok {
		at := any(o.root)
		for _, step := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
			m, _ := at.(map[string]any)
			at = m[step]
		}
		if m, ok := at.(map[string]any); ok {
			return o.properties(m)
		}
	}
	for _, join := range []string{"allOf", "anyOf", "oneOf"} {
		list, _ := schema[join].([]any)
		for _, s := range list {
			if m, ok := s.(map[string]any); ok {
				for k, v := range o.properties(m) {
					out[k] = v
				}
			}
		}
	}
	props, _ := schema["properties"].(map[string]any)
	for k, v := range props {
		m, _ := v.(map[string]any)
		out[k] = m
	}
	return out
}

// TestFeaturesAreThePublishedVocabulary compares the embedded vocabulary with
// the published page.
func TestFeaturesAreThePublishedVocabulary(t *testing.T) {
	b, err := os.ReadFile(testkit.Shared(t, "VOCABULARY.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (core|extended) \\|").FindAllStringSubmatch(string(b), -1)
	list := Features()
	if len(rows) != len(list) || len(rows) < 60 {
		t.Fatalf("the page has %d features, the data %d", len(rows), len(list))
	}
	for i, r := range rows {
		if list[i].ID != r[1] || list[i].Tier != r[2] {
			t.Errorf("feature %d is %s (%s), the page says %s (%s)", i, list[i].ID, list[i].Tier, r[1], r[2])
		}
	}
}
