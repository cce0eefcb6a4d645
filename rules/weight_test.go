package rules

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
)

func weigh(t *testing.T, target, name, text string) *Weight {
	t.Helper()
	e, o := world(t, target)
	docs := e.OpenNamed(source.NewFile(name, []byte(text)))
	if len(docs) != 1 || docs[0].Prompt == nil {
		t.Fatalf("%d prompts", len(docs))
	}
	w := Weigh(o, docs[0].Prompt, o.Targets[0], true)
	if w.Low > w.Tokens || w.Tokens > w.High || w.Low < 0 || w.Fixed < 0 || w.Fixed > w.Tokens {
		t.Fatalf("%+v", w)
	}
	return w
}

// What the model of a chat template sees is its text, each control token one
// token: this is gpt-oss's own text for "Hi", counted by hand.
func TestOpenWeightModelsAreCountedByTheTextOfTheirTemplate(t *testing.T) {
	const ask = `{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}`
	host := weigh(t, "vllm/gpt-oss-20b", "ask.json", ask)
	own := weigh(t, "chat-template/harmony", "ask.json", ask)
	if host.Method != "exact" || host.Low != host.High || host.Tokens != own.Tokens || own.Method != "exact" {
		t.Errorf("%+v, and as a template %+v", host.TokensDetail, own.TokensDetail)
	}
	more := weigh(t, "vllm/gpt-oss-20b", "ask.json", strings.Replace(ask, "Hi", "Hi there", 1))
	if more.Tokens != host.Tokens+1 {
		t.Errorf("a word more is %d tokens more", more.Tokens-host.Tokens)
	}
	turn := weigh(t, "vllm/gpt-oss-20b", "ask.json", strings.Replace(ask, `[{`, `[{"role": "user", "content": "Hi"}, {`, 1))
	// <|start|> user <|message|> Hi <|end|>
	if turn.Tokens != host.Tokens+5 {
		t.Errorf("a turn more is %d tokens more, want 5", turn.Tokens-host.Tokens)
	}
}

func TestATemplateWithoutItsVocabularyIsAnEstimate(t *testing.T) {
	w := weigh(t, "vllm/llama-3.3-70b", "ask.json", `{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}`)
	if w.Method != "estimate" || w.Low >= w.High || w.Calibration == "" {
		t.Errorf("%+v", w)
	}
}

const inputs = `---
name: x
inputs:
  - name: given
    kind: string
    default: one two three
  - name: flag
    kind: boolean
  - name: count
    kind: integer
  - name: free
    kind: string
---
system:
Say {{given}}, {{flag}}, {{count}} and {{given}} and {{free}}.
`

func TestVariablesBringWhatIsKnownOfThem(t *testing.T) {
	w := weigh(t, "openai-chat/gpt-4o", "x.prompty", inputs)
	var got []string
	for _, v := range w.Variables {
		got = append(got, v.Name+" "+v.From)
		if v.High != nil && (v.Low > v.Tokens || v.Tokens > *v.High) {
			t.Errorf("%+v", v)
		}
	}
	if want := []string{"given default", "flag bounds", "count bounds", "free "}; !slices.Equal(got, want) {
		t.Fatalf("variables %q, want %q", got, want)
	}
	given, flag, count, free := w.Variables[0], w.Variables[1], w.Variables[2], w.Variables[3]
	if given.Uses != 2 || given.Tokens != 2*3 || *given.High != 6 {
		t.Errorf("given: %+v", given)
	}
	if flag.Low != 1 || *flag.High != 1 || *count.High != 20 || free.High != nil {
		t.Errorf("flag %+v, count %+v, free %+v", flag, count, free)
	}
	if w.Method != "estimate" || w.High-w.Low < *count.High-count.Low {
		t.Errorf("the band %d…%d does not hold the bounds of the variables", w.Low, w.High)
	}
}

func TestPartsAddUpAndHaveAPlace(t *testing.T) {
	w := weigh(t, "openai-chat/gpt-4o", "ask.json", `{"model": "gpt-4o",
"messages": [{"role": "system", "content": "Be brief."},
{"role": "user", "content": "What is a lien?"}],
"tools": [{"type": "function", "function": {"name": "look_up", "description": "Finds a word.", "parameters": {"type": "object", "properties": {"word": {"type": "string"}}}}}]}`)
	sum, names := 0, []string{}
	for _, s := range w.Shares {
		sum += s.Tokens
		names = append(names, s.Part)
		if (s.Span.IsZero()) != (s.Part == "framing" || s.Part == "what tools cost at all") {
			t.Errorf("%s stands at %v", s.Part, s.Span)
		}
	}
	want := []string{"messages[0] system", "messages[1] user", "framing", "tool look_up", "what tools cost at all"}
	if !slices.Equal(names, want) || sum != w.Tokens {
		t.Errorf("%q, %d of %d tokens", names, sum, w.Tokens)
	}
}

func TestAnswersThatTheModelCannotGiveAreSaid(t *testing.T) {
	ask := func(target, most string) *bool {
		return weigh(t, target, "ask.json", `{"model": "gpt-4o", "max_tokens": `+most+`, "messages": [{"role": "user", "content": "`+strings.Repeat("word ", 7000)+`"}]}`).AnswerFits
	}
	for _, c := range []struct {
		target, most string
		want         bool
	}{
		{"openai-chat/gpt-4", "500", true},
		{"openai-chat/gpt-4", "2000", false}, // 7,000 are in the window of 8,192 already
		{"openai-chat/gpt-4o", "100000", false},
	} {
		if got := ask(c.target, c.most); got == nil || *got != c.want {
			t.Errorf("%s, %s tokens: %v", c.target, c.most, got)
		}
	}
	if got := ask("openai-chat/gpt-6-sol", "500"); got != nil {
		t.Errorf("an unknown model: %v", *got)
	}
}

func TestPicturesAreCountedBySize(t *testing.T) {
	// A PNG's first bytes say 1024 × 1024.
	png := base64.StdEncoding.EncodeToString([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x04\x00\x00\x00\x04\x00\x08\x02\x00\x00\x00"))
	ask := func(target, url string) *Weight {
		return weigh(t, target, "ask.json", `{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": "`+url+`"}}]}]}`)
	}
	text := weigh(t, "openai-chat/gpt-4o", "ask.json", `{"model": "gpt-4o", "messages": [{"role": "user", "content": "What is this?"}]}`)
	known := ask("openai-chat/gpt-4o", "data:image/png;base64,"+png)
	if known.Tokens != text.Tokens+765 || known.Low != known.High || known.Method != "estimate" {
		t.Errorf("%+v, without the picture %d", known.TokensDetail, text.Tokens)
	}
	far := ask("openai-chat/gpt-4o", "https://example.com/x.png")
	if far.Low >= far.Tokens || far.Tokens != known.Tokens || far.High <= far.Tokens {
		t.Errorf("of unknown size: %+v", far.TokensDetail)
	}
	if w := ask("openai-chat/gpt-6-sol", "https://example.com/x.png"); !slices.Equal(w.Uncounted, []string{"image"}) {
		t.Errorf("without a rule: %v", w.Uncounted)
	}
}

func TestSizesOfPicturesAreReadFromTheirFirstBytes(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		w, h int
	}{
		"png":       {"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x02\x00\x00\x03\x04", 258, 772},
		"gif":       {"GIF89a\x02\x01\x04\x03", 258, 772},
		"jpeg":      {"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08\x03\x04\x01\x02\x03\x00\x00", 258, 772},
		"webp":      {"RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x02\x01\x04\x03", 258, 772},
		"webp l":    {"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x01\xc1\xc0\x00\x00\x00\x00\x00\x00", 258, 772},
		"webp x":    {"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x01\x01\x00\x03\x03\x00", 258, 772},
		"cut":       {"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", 0, 0},
		"jpeg cut":  {"\xff\xd8\xff\xe0\xff\xff", 0, 0},
		"jpeg data": {"\xff\xd8\xff\xda\x00\x04abcdefghijkl", 0, 0},
		"text":      {"hello", 0, 0},
		"huge":      {"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\xff\xff\xff\xff\x00\x00\x03\x04", 0, 0},
	} {
		w, h, ok := pixels([]byte(c.data))
		if ok != (c.w > 0) || ok && (w != c.w || h != c.h) {
			t.Errorf("%s: %d × %d, %t, want %d × %d", name, w, h, ok, c.w, c.h)
		}
	}
}

func FuzzPixels(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08\x03\x04\x01\x02\x03\x00\x00"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x01\xc1\xc0\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if w, h, ok := pixels(b); ok && (w < 1 || h < 1) {
			t.Errorf("%d × %d", w, h)
		}
	})
}

func TestCallsCostWhatThePricesSay(t *testing.T) {
	usd := func(v float64) *float64 { return &v }
	prices := []catalog.Price{
		{Tier: "standard", Input: usd(2), Output: usd(10), CacheRead: usd(0.2)},
		{Tier: "standard", Above: 1000, Input: usd(4), Output: usd(20)},
		{Tier: "batch", Input: usd(1)},
	}
	for name, c := range map[string]struct {
		u     Usage
		input int
		want  *float64
	}{
		"input":                      {Usage{}, 500, usd(0.001)},
		"at the limit":               {Usage{}, 1000, usd(0.002)},
		"above it":                   {Usage{}, 1001, usd(0.004004)},
		"answer":                     {Usage{Answer: 100}, 500, usd(0.002)},
		"cache":                      {Usage{Cached: .5}, 500, usd(0.00055)},
		"cache without a price":      {Usage{Cached: .5}, 2000, nil},
		"batch":                      {Usage{Tier: "batch"}, 500, usd(0.0005)},
		"batch answer has no price":  {Usage{Tier: "batch", Answer: 1}, 500, nil},
		"a tier that nobody has":     {Usage{Tier: "flex"}, 500, nil},
		"nothing sent costs nothing": {Usage{}, 0, usd(0)},
	} {
		got := c.u.Cost(prices, c.input)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
