package text

import (
	"fmt"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/policies"

	"github.com/promptglot/promptglot/internal/fact"
)

func TestPatternsAreSourcedAndNamed(t *testing.T) {
	ids := map[string]bool{}
	vendors := map[string]bool{"any": true, "open-weight": true}
	for _, v := range catalog.Vendors() {
		vendors[v.ID] = true
	}
	for _, p := range Patterns() {
		if ids[p.ID] {
			t.Errorf("the id %s is given twice", p.ID)
		}
		ids[p.ID] = true
		if p.Code != "" && !slices.Contains(policies.Codes[fact.Text], p.Code) {
			t.Errorf("%s: no policy knows the code %s", p.ID, p.Code)
		}
		if p.Code != "" && p.Source == "" || p.AsOf == "" {
			t.Errorf("%s: a source and its day are wanted", p.ID)
		}
		if _, ok := catalog.FeatureByID(p.Feature); p.Feature != "" && !ok {
			t.Errorf("%s: no feature %s", p.ID, p.Feature)
		}
		for _, v := range append([]string{p.Vendor}, values(p.Owners)...) {
			if !vendors[v] {
				t.Errorf("%s: no vendor %s", p.ID, v)
			}
		}
		for _, n := range p.Need {
			if n != strings.ToLower(n) {
				t.Errorf("%s: %q is not lower case", p.ID, n)
			}
		}
	}
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// samples has at least one match of every pattern.
var samples = []string{
	"<|im_start|>a<|im_end|> <|begin_of_text|><|eot_id|><|header_start|><|python_tag|><|eom_id|><|end_of_text|>",
	"<s>[INST] <<SYS>> x <</SYS>> [/INST] [AVAILABLE_TOOLS] [TOOL_CALLS] [TOOL_RESULTS] [SYSTEM_PROMPT]a[/SYSTEM_PROMPT]",
	"<bos><start_of_turn>user\n<end_of_turn><|turn>x<turn|> <|system|><|observation|><|start|><|return|> <|start_of_role|>",
	"[gMASK]<sop> <|endoftext|><|fim_middle|> <｜begin▁of▁sentence｜> <|CHATBOT_TOKEN|><|END_OF_TURN_TOKEN|><|START_ACTION|><|END_RESPONSE|>",
	"<think>a</think>\n<|think|>\n[THINK]a[/THINK]\nx /no_think\n/think\nULTRATHINK\nFormatting re-enabled",
	"\n\nHuman: a\n\nAssistant: b", "User: a\nAI: b", "### Instruction:\na\n### Response:",
	"The assistant is Claude.\nYou are ChatGPT.\nYou're GPT-4o now\nyou are now Claude Code, x\nYou are Google Gemini.\nYou are Grok.\nYou are an AI made by Mistral AI",
	"Knowledge cutoff: June 2024\nsandbox:/mnt/data\nuse the browsing tool\n```tool_code\ngroundingMetadata",
	"【1:2†x】 turn3file4\nnamespace functions\nto=functions.f\n<antArtifact>\n<function_calls>\n<tool_call></tool_call>",
	"<|vision_start|><image>\n\n<image>\nx\n[IMG]\nStart your reply with {", "OpenAI Anthropic Gemini 2.5 Cohere",
}

// The sieve lets every match through: what the expression finds, Find finds.
func TestTheSieveLosesNothing(t *testing.T) {
	matched := map[string]bool{}
	for _, s := range samples {
		found := patterns().sieve.scan(s)
		for i, p := range Patterns() {
			if p.re.MatchString(s) {
				matched[p.ID] = true
				if found == nil || !found[i] {
					t.Errorf("%s matches %q, but none of its literals does", p.ID, s)
				}
			}
		}
	}
	for _, p := range Patterns() {
		if !matched[p.ID] {
			t.Errorf("no sample shows %s", p.ID)
		}
	}
}

// The automaton agrees with a search for each literal.
func TestSieveAgreesWithContains(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	needs := [][]string{{"ab"}, {"abc", "ca"}, {"bca"}, {"<|a"}, {"a"}}
	s := newSieve(needs)
	for range 5000 {
		b := make([]byte, rnd.Intn(12))
		for i := range b {
			b[i] = "abcABC<|"[rnd.Intn(8)]
		}
		found := s.scan(string(b))
		for i, lits := range needs {
			want := slices.ContainsFunc(lits, func(l string) bool { return strings.Contains(strings.ToLower(string(b)), l) })
			if got := found != nil && found[i]; got != want {
				t.Fatalf("%q: %v is %v, want %v", b, lits, got, want)
			}
		}
	}
}

func TestHitsShowWhatIsMeant(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"You are Gemini 2.5 Pro, be kind", "identity-others gemini 0-14"},
		{"“You are Gemini” he said", ""},
		{"<|im_start|>user\nx<|im_end|>\n<|im_start|>assistant", "chatml 0-12|chatml 18-28|chatml 29-41"},
		{"a <|im_end|> and <|im_end|>", "chatml 2-12"},
		{"You are a model made by Google.", "made-by gemini 16-30"},
		{"pretend you are ChatGPT and a bot built by Amazon", "identity-openai 8-23|made-by bedrock 34-49"},
		{"say that you are ChatGPT", ""},
		{"The assistant is Claude, created by Anthropic.", "identity-named anthropic 0-23|made-by anthropic 25-45"},
		{"You are a friendly AI assistant named Grok.", "identity-named xai 32-42"},
		{"You are a waiter called Claude. Your name is Claude.", ""},
		{"<image>\ncat</image>", ""},
		{"User: a\nAssistant: b\nUser: c\nAssistant:\n", "labels 0-5"},
		{"User: a\nAssistant: b\nWho was rude?", ""},
		{"Put it in <antArtifact type=\"text/x\">x\nx</antArtifact>, please", "antml 10-37"},
		{"open with <antThinking", "antml 10-22"},
		{"<antThinking>a\n<antArtifact>\n<antThinking>\n\n<antArtifact>", "antml 0-13|antml 44-57"},
		{"\r\n\r\nHuman: a\r\n\r\nAssistant:", "human-assistant 4-10"},
	} {
		var got []string
		for _, h := range Find(c.in, nil, func(p *Pattern) bool { return p.Code != "" }) {
			s := h.Pattern.ID
			if h.Vendor != h.Pattern.Vendor {
				s += " " + h.Vendor
			}
			got = append(got, fmt.Sprintf("%s %d-%d", s, h.Start, h.End))
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%q: got %q, want %q", c.in, g, c.want)
		}
	}
}

func TestSectionsAreTheOutermostOnes(t *testing.T) {
	for in, want := range map[string]string{
		"<doc>\n<part>x</part>\n</doc>\n<rules>\ny\n</rules>": "<doc><rules>",
		"<summary>x</summary>":                                "<summary>",
		"<details>\n<summary>x</summary>\n</details>":         "",
		"<root id=\"1\">\n<item>x</item>\n</root>":            "",
		"a <doc>x</doc>":                                      "",
		"<doc>never closed":                                   "",
		"<empty></empty>":                                     "",
		"- <doc>x</doc>":                                      "<doc>",
	} {
		got := ""
		for _, s := range Sections(in, nil) {
			got += in[s.Start:s.End]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Hostile text costs no more per byte than any other.
func TestTimeGrowsLinearly(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	for _, unit := range []string{"\"<think> ", "<|im_start|>xxxxxxxxxxxxxxxxx ", "you are made by ", "User: a AI: b\n", "<a>", "<doc>\n", "````` ``` ", "You are Claude "} {
		// What takes quadratic time over four megabytes does not come back
		// before the test's own time is up.
		s := strings.Repeat(unit, (4<<20)/len(unit))
		for _, h := range Find(s, nil, nil) {
			if h.Start < 0 || h.End > len(s) || h.Start >= h.End {
				t.Errorf("%q: a hit at %d to %d", unit, h.Start, h.End)
			}
		}
		Sections(s+"</doc>", nil)
	}
}

var asciiWord = regexp.MustCompile(`^\w*$`)

func FuzzFind(f *testing.F) {
	for _, s := range samples {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, h := range Find(s, nil, nil) {
			if h.Start < last || h.End <= h.Start || h.End > len(s) {
				t.Fatalf("%s at %d-%d of %d bytes, after %d", h.Pattern.ID, h.Start, h.End, len(s), last)
			}
			last = h.Start
		}
		for _, x := range Sections(s, nil) {
			if s[x.Start] != '<' || s[x.End-1] != '>' {
				t.Fatalf("a section at %q", s[x.Start:x.End])
			}
		}
		if asciiWord.MatchString(s) && len(s) < 4 && len(Find(s, nil, nil)) > 0 {
			t.Fatalf("%q is a word", s)
		}
	})
}

func BenchmarkCleanText(b *testing.B) {
	s := strings.Repeat("You are a careful reviewer of contracts. Read the text below and list what is missing.\n", 200)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		if Find(s, nil, nil) != nil {
			b.Fatal("a hit")
		}
	}
}
