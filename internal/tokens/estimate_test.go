package tokens

import (
	"slices"
	"strings"
	"testing"
)

const english = "You are a careful reviewer. Read the diff below and list every defect that a user would notice, " +
	"most serious first. For each one give the file, the line, a one-sentence summary and a failing example. " +
	"Do not comment on style. When nothing is wrong, say so in one sentence and stop."

func TestExactCountersHaveNoBand(t *testing.T) {
	for _, name := range Names() {
		c := ForTokenizer(name)
		got := c.Count(english)
		n := encoding(t, name).Count(english)
		if want := (Estimate{Low: n, Tokens: n, High: n, Method: Exact}); got != want || !c.Exact() || c.Name() != name {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

func TestEstimatesHaveAnHonestBand(t *testing.T) {
	texts := map[string]string{
		"empty": "", "letter": "a", "short": "Say hello.", "english": strings.Repeat(english, 5),
		"code":    strings.Repeat("func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {\n\ts.mux.ServeHTTP(w, r)\n}\n", 20),
		"chinese": strings.Repeat("请用简单的语言解释这段代码。", 30), "japanese": strings.Repeat("このコードを簡単な言葉で説明してください。", 30),
		"tamil": strings.Repeat("இந்த குறியீட்டை விளக்கவும். ", 30), "invalid": strings.Repeat("a\xff ", 200),
		"mixed": strings.Repeat("Translate: Пожалуйста, переведите 日本語 ไทย. ", 20),
	}
	for _, name := range append(Estimators(), "no-such-tokenizer") {
		c := ForTokenizer(name)
		for title, text := range texts {
			e := c.Count(text)
			if text == "" {
				if e.Low != 0 || e.Tokens != 0 || e.High != 0 {
					t.Errorf("%s: %+v for no text", name, e)
				}
				continue
			}
			if e.Low < 1 || e.Low > e.Tokens || e.Tokens > e.High || e.Method != Estimated || e.Calibration == "" {
				t.Errorf("%s, %s: %+v", name, title, e)
			}
			if title == "short" && e.High-e.Tokens < shortBand {
				t.Errorf("%s: the band of a short text is %d…%d", name, e.Low, e.High)
			}
			if title == "english" && (e.Low == e.Tokens || e.High == e.Tokens) {
				t.Errorf("%s: no band: %+v", name, e)
			}
		}
		if c.Exact() || c.Name() != name {
			t.Errorf("%s: exact is %v, name %s", name, c.Exact(), c.Name())
		}
	}
}

func TestClaudeIsEstimatedAboveO200k(t *testing.T) {
	text := strings.Repeat(english, 10)
	n := encoding(t, "o200k_base").Count(text)
	older, newer := ForTokenizer("claude-3").Count(text).Tokens, ForTokenizer("claude-4.7").Count(text).Tokens
	// English prose was measured at 1.07 and 1.56.
	if r := float64(older) / float64(n); r < 1 || r > 1.3 {
		t.Errorf("claude-3 is o200k × %.2f", r)
	}
	if r := float64(newer) / float64(n); r < 1.4 || r > 1.8 {
		t.Errorf("claude-4.7 is o200k × %.2f", r)
	}
}

func TestUnknownTokenizersGetTheWidestBand(t *testing.T) {
	text := strings.Repeat(english, 10)
	unknown := ForTokenizer("no-such-tokenizer").Count(text)
	if Known("no-such-tokenizer") {
		t.Error("no-such-tokenizer is known")
	}
	for _, name := range append(Estimators(), Names()...) {
		if !Known(name) {
			t.Errorf("%s is not known", name)
		}
		if e := ForTokenizer(name).Count(text); e.Tokens < unknown.Low || e.Tokens > unknown.High {
			t.Errorf("%s estimates %d, outside of %d…%d", name, e.Tokens, unknown.Low, unknown.High)
		}
	}
}

func TestEstimatorNamesAreUnique(t *testing.T) {
	names := append(Estimators(), Names()...)
	slices.Sort(names)
	if n := len(slices.Compact(slices.Clone(names))); n != len(names) {
		t.Errorf("a name is listed twice in %v", names)
	}
	if last := estimators()[len(estimators())-1]; !slices.Equal(last.Names, []string{"unknown"}) {
		t.Error("the last row does not stand for what is unknown")
	}
}

func TestScriptsAreToldApart(t *testing.T) {
	for text, want := range map[string]Script{
		"plain text": English, "naïve: " + english: English, "Jij bent een geduldige leraar die de fout in twee zinnen uitlegt en dan nog een vraag stelt zonder het antwoord weg te geven": Foreign, "x[i] = f(y, 3);": Latin,
		"Ça coûte très cher à l'État": Foreign, "简单的语言": Han, "この説明です": Kana, "한국어 문장": Hangul, "простой текст": Cyrillic,
		"απλό κείμενο": Greek, "טקסט פשוט": Hebrew, "نص بسيط": Arabic, "सरल पाठ": Devanagari, "எளிய உரை": Indic,
		"ข้อความ": Thai, "စာသား": Mekong, "ტექსტი": Other,
	} {
		f := FeaturesOf(text)
		for s, n := range f.Tokens {
			if Script(s) != want && n > f.Tokens[want] {
				t.Errorf("%q: %d tokens are %s, %d %s", text, n, ScriptNames[s], f.Tokens[want], ScriptNames[want])
			}
		}
		if f.Total() != encoding(t, "o200k_base").Count(text) {
			t.Errorf("%q: features have %d tokens", text, f.Total())
		}
	}
}

func TestIncompleteEstimatorsAreRefused(t *testing.T) {
	for _, bad := range []string{
		`{`, `{"estimators":[]}`, `{"estimators":[{"names":["x"],"weights":{"latin":1}}]}`,
		strings.Replace(string(estimatorData), `"as_of": "20`, `"as_off": "20`, 1),
		strings.Replace(string(estimatorData), `"han": [`, `"hun": [`, 1),
	} {
		if _, err := readEstimators([]byte(bad)); err == nil {
			t.Errorf("accepted: %.60s", bad)
		}
	}
}
