package catalog

import (
	"strings"
	"testing"
	"time"
)

func TestEveryLibraryIsSourcedAndNamesKnownVendorsAndDialects(t *testing.T) {
	c := Default()
	vendors := map[string]bool{"": true}
	for _, v := range c.Vendors() {
		vendors[v.ID] = true
	}
	seen := map[string]bool{}
	for _, s := range SDKs() {
		if seen[s.ID] {
			t.Errorf("%s: there are two of this id", s.ID)
		}
		seen[s.ID] = true
		libraryRef(t, s.ID, s.Ref)
		for _, r := range s.retirements() {
			libraryRef(t, s.ID, r.Ref)
		}
		names := []string{s.Vendor}
		for i := range s.Clients {
			names = append(names, s.Clients[i].Vendor)
			feature(t, c, s.ID, s.Clients[i].Feature)
		}
		for i := range s.Calls {
			names = append(names, s.Calls[i].Vendor)
			feature(t, c, s.ID, s.Calls[i].Feature)
		}
		for _, v := range names {
			if !vendors[v] {
				t.Errorf("%s: there is no vendor %q", s.ID, v)
			}
		}
		for _, f := range s.forms() {
			for _, id := range f.Features {
				feature(t, c, s.ID, id)
			}
			if f.Dialect == "" {
				continue
			}
			if d, ok := c.Dialect(f.Dialect); !ok || d.Planned {
				t.Errorf("%s: nothing reads the dialect %q", s.ID, f.Dialect)
			}
		}
	}
}

func feature(t *testing.T, c *Catalog, id, feature string) {
	t.Helper()
	if feature == "" || feature == "-" {
		return
	}
	if _, ok := c.FeatureByID(feature); !ok {
		t.Errorf("%s: there is no feature %q", id, feature)
	}
}

func libraryRef(t *testing.T, id string, r Ref) {
	t.Helper()
	if _, err := time.Parse(time.DateOnly, r.AsOf); err != nil || !strings.HasPrefix(r.Source, "https://") {
		t.Errorf("%s: source %q as of %q; expected an address and a day", id, r.Source, r.AsOf)
	}
}

func TestReadSDKsSaysWhatIsWrong(t *testing.T) {
	const head = `{"languages": ["python"], "separator": ".", "sdks": [`
	for _, test := range []struct{ name, data, want string }{
		{"no language", `{"sdks": []}`, "no languages"},
		{"a key that nobody reads", head + `{"id": "x", "imports": ["x"], "client": []}]}`, "unknown field"},
		{"no imports", head + `{"id": "x"}]}`, "no id or no imports"},
		{"a call on nothing", head + `{"id": "x", "imports": ["x"], "calls": [{"path": "send", "on": "chat"}]}]}`, "which nothing makes"},
		{"a case", head + `{"id": "x", "imports": ["x"], "case": "upper"}]}`, "snake or camel"},
		{"a star", head + `{"id": "x", "imports": ["x"], "move": {"*": "config"}}]}`, "ends in *"},
		{"like nobody", head + `{"id": "x", "imports": ["x"], "like": "y"}]}`, "not in this file"},
		{"a retirement without successor", head + `{"id": "x", "imports": ["x"], "retired": {}}]}`, "replacement"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := ReadSDKs([]byte(test.data))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, expected %q in it", err, test.want)
			}
		})
	}
}

func TestAModuleBelongsToTheLibraryThatClaimsMostOfIt(t *testing.T) {
	for module, want := range map[string]string{
		"openai": "openai-python", "openai.types.chat": "openai-python", "openai_extra": "", "google.genai.types": "google-genai-python",
		"google": "", "vertexai": "vertexai-python", "vertexai.generative_models": "vertexai-generative-python",
		"langchain_community.chat_models": "langchain",
	} {
		got := ""
		if s := LibraryOf(SDKs(), "python", module); s != nil {
			got = s.ID
		}
		if got != want {
			t.Errorf("%s is %q's, expected %q", module, got, want)
		}
	}
}

func TestConstantsNameModelsByTheirLettersAndDigits(t *testing.T) {
	for _, test := range []struct{ vendor, constant, want string }{
		{"openai", "GPT_4O", "gpt-4o"}, {"openai", "GPT4oMini", "gpt-4o-mini"}, {"anthropic", "ClaudeOpus4_6", "claude-opus-4-6"},
		{"openai", "", ""}, {"openai", "NoSuchModel", ""},
	} {
		if got, _ := Default().ModelOfLetters(test.vendor, test.constant); got != test.want {
			t.Errorf("%s %s is %q, expected %q", test.vendor, test.constant, got, test.want)
		}
	}
}

func TestWireTracesAreWhole(t *testing.T) {
	c, w := Default(), WireTraces()
	for _, p := range w.Paths {
		if p.Dialect != "" {
			if d, ok := c.Dialect(p.Dialect); !ok || d.Planned {
				t.Errorf("path %s: nothing reads the dialect %q", p.Path, p.Dialect)
			}
		}
	}
	for _, h := range w.Headers {
		feature(t, c, h.Name, h.Feature)
		if h.Name != strings.ToLower(h.Name) {
			t.Errorf("header %s is not in lower case", h.Name)
		}
	}
	for _, s := range w.Shapes {
		feature(t, c, s.At, s.Feature)
	}
	libraryRef(t, "wire", w.Ref)
}
