package catalog

import (
	"strings"
	"testing"
)

const overlay = `{
 "source": "our contract", "as_of": "2026-11-01",
 "models": {
  "openai/gpt-5.4": {"context": 400000, "retires": "2027-01-31", "prices": [{"input": 2, "output": 12.5}],
    "gates": {"sampling": "yes", "effort": {"is": "yes", "values": ["low"], "note": "by contract"}}},
  "gateway/House-Model": {"family": "house", "tokenizer": "o200k_base", "max_output": 1000, "status": "active"}
 },
 "dialects": {"anthropic": {"default_model": "claude-haiku-4-5", "traits": {"prefill": "no"}}}
}`

func TestOverlaysWinOverTheTables(t *testing.T) {
	o, err := Override("facts.json", []byte(overlay))
	if err != nil {
		t.Fatal(err)
	}
	c, err := Default().With(o)
	if err != nil {
		t.Fatal(err)
	}
	m := c.Lookup("openai", "openai/gpt-5.4")
	if *m.Context != 400000 || m.LimitsRef.Source != "our contract" || m.Retires != "2027-01-31" || *m.Prices[0].Output != 12.5 || m.Gate("sampling").Is != Yes {
		t.Errorf("the overlay did not win: %+v", m)
	}
	if g := m.Gate("effort"); g.Values[0] != "low" || g.AsOf != "2026-11-01" {
		t.Errorf("effort is %+v", g)
	}
	if *m.MaxOutput != 128000 {
		t.Errorf("what the overlay does not say is lost: max output %v", m.MaxOutput)
	}
	house := c.Lookup("gateway", "house-model")
	if !house.Known || house.Family != "house" || house.Tokenizer != "o200k_base" || *house.MaxOutput != 1000 || house.Status != "active" {
		t.Errorf("the gateway's own model is %+v", house)
	}
	if list := c.Models("gateway"); len(list) != 1 || list[0].ID != "House-Model" {
		t.Errorf("the gateway lists %v", list)
	}
	d, _ := c.Dialect("anthropic")
	if d.Default != "claude-haiku-4-5" || d.Trait("prefill").Value != "no" || d.Trait("prefill").AsOf != "2026-11-01" {
		t.Errorf("the dialect is %s, %+v", d.Default, d.Trait("prefill"))
	}
	if old, _ := Dialect("anthropic"); old.Default != "claude-opus-5" || old.Trait("prefill").Value != "gate" {
		t.Error("the built-in catalogue was changed")
	}
	if m := Lookup("openai", "gpt-5.4"); m.Gate("sampling").Is != No {
		t.Error("the built-in models were changed")
	}
}

func TestOverlayErrorsNameFileLineAndRemedy(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"syntax", "{\n \"as_of\": }", "f.json:2: not JSON"},
		{"cut short", "{\"as_of\": \"2026-11-01\",\n", "f.json:2: not JSON: the file ends"},
		{"trailing", "{\"as_of\": \"2026-11-01\"}\n{}", "f.json:2: not JSON: something follows"},
		{"empty", "", "f.json:1: not JSON: the file ends"},
		{"not an object", "[]", "f.json:1: the file is a list, expected an object"},
		{"no date", "{}", "as_of is missing"},
		{"bad date", "{\"as_of\":\n \"yesterday\"}", "f.json:2: as_of is \"yesterday\", expected a date such as 2026-11-22"},
		{"unknown member", "{\"as_of\": \"2026-11-01\",\n \"model\": {}}", "f.json:2: the file has no member \"model\"; it may have as_of, dialects, models, source"},
		{"double", "{\"as_of\": \"2026-11-01\",\n \"models\": {\"a/b\": {},\n \"a/b\": {}}}", "f.json:3: models has \"a/b\" twice"},
		{"no host", "{\"as_of\": \"2026-11-01\",\n\n \"models\": {\"gpt\": {}}}", "f.json:3: \"gpt\" names no host"},
		{"wrong kind", "{\"as_of\": \"2026-11-01\", \"models\": {\"a/b\": {\n\"context\": \"much\"}}}", "f.json:2: context must be a whole number of tokens"},
		{"fraction", "{\"as_of\": \"2026-11-01\", \"models\": {\"a/b\": {\"context\": 1.5}}}", "context must be a whole number"},
		{"gate", "{\"as_of\": \"2026-11-01\", \"models\": {\"a/b\": {\"gates\": {\"stop\":\n\"perhaps\"}}}}", "f.json:2: stop is \"perhaps\", expected yes, no, unknown"},
		{"price", "{\"as_of\": \"2026-11-01\", \"models\": {\"a/b\": {\"prices\": [{\"input\": -1}]}}}", "input must be a number of dollars"},
		{"unknown gate", "{\"as_of\": \"2026-11-01\", \"models\": {\"a/b\": {\"gates\": {\n\"samplin\": \"yes\"}}}}", "f.json:2: there is no gate \"samplin\"; the gates are audio_in,"},
		{"null", "{\"as_of\": \"2026-11-01\", \"models\": {\"a/b\": {\"name\": null}}}", "name is null, expected a string"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Override("f.json", []byte(tt.in))
			if err == nil || !strings.HasPrefix(err.Error(), "f.json:") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	o, err := Override("f.json", []byte("{\"as_of\": \"2026-11-01\", \"dialects\": {\n\"antropic\": {}}}"))
	if err != nil {
		t.Fatal(err)
	}
	if o, err := Override("f.json", []byte("{\"as_of\": \"2026-11-01\", \"dialects\": {\"gemini\": {\"traits\": {\n\"prefil\": \"no\"}}}}")); err != nil {
		t.Fatal(err)
	} else if _, err := Default().With(o); err == nil || err.Error() != `f.json:2: no dialect has a trait "prefil"` {
		t.Errorf("an unknown trait gives %v", err)
	}
	if _, err := Default().With(o); err == nil || err.Error() != `f.json:2: no dialect "antropic"; did you mean anthropic?` {
		t.Errorf("an unknown dialect gives %v", err)
	}
}

func FuzzOverrideNeverPanicsAndNamesTheFile(f *testing.F) {
	f.Add([]byte(overlay))
	f.Add([]byte(`{"as_of":"2026-11-01","models":{"a/b":{"gates":{"x":{"is":"no"}},"prices":[{"tier":"batch","above":1}]}}}`))
	f.Add([]byte("{\"a\":[1,2,{\"b\":null}]}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := Override("f.json", b)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.json:") {
				t.Fatalf("the error %q does not name the file", err)
			}
			return
		}
		c, err := Default().With(o)
		if err != nil {
			return
		}
		for key, id := range o.ids {
			host, _, _ := strings.Cut(key, "\t")
			if m := c.Lookup(host, id); !m.Known {
				t.Fatalf("%s/%s is in the overlay and not known", host, id)
			}
		}
	})
}
