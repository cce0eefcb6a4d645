package html_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/report/html"
	"github.com/promptglot/promptglot/internal/source"
)

var update = flag.Bool("update", false, "write what is got as what is wanted")

func write(t testing.TB, p *html.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func fixture(t testing.TB) *html.Page {
	t.Helper()
	data, err := os.ReadFile("testdata/page.json")
	if err != nil {
		t.Fatal(err)
	}
	p := &html.Page{}
	if err := json.Unmarshal(data, p); err != nil {
		t.Fatal(err)
	}
	return p
}

var (
	styles  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	scripts = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	packed  = regexp.MustCompile(`(?s)<script type="application/json" id="packed"[^>]*>(.*?)</script>`)
	digests = regexp.MustCompile(`sha256-.*?&#39;`)
)

func TestThePageSaysWhatTheDataSay(t *testing.T) {
	got := write(t, fixture(t))
	got = styles.ReplaceAllString(got, "<style></style>")
	got = scripts.ReplaceAllString(got, "<script></script>")
	got = digests.ReplaceAllString(got, "sha256-&#39;")
	const file = "testdata/page.html"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the page is another than %s; look at it, and pass -update:\n%s", file, source.Unified("want", "got", want, []byte(got)))
	}
}

func TestOnlyTheOwnScriptAndStyleMayRun(t *testing.T) {
	page := write(t, fixture(t))
	for name, found := range map[string][][]string{"style-src": styles.FindAllStringSubmatch(page, -1), "script-src": scripts.FindAllStringSubmatch(page, -1)} {
		if len(found) != 1 {
			t.Fatalf("%s: %d of them", name, len(found))
		}
		sum := sha256.Sum256([]byte(found[0][1]))
		if want := name + " &#39;sha256-" + base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(strings.ReplaceAll(page, "&#43;", "+"), want) {
			t.Errorf("the policy does not name the %s: %s", name, want)
		}
	}
	if strings.Contains(page, " style=") {
		t.Error("a style attribute, which the policy forbids")
	}
	for _, wrong := range []string{`src="http`, `<link`, `url(`, `@import`, `<img`, `<iframe`} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page loads something: %s", wrong)
		}
	}
}

// hostile is a page that has text of every kind which could break out of its
// place.
func hostile(evil string) *html.Page {
	n := 7
	cost := 0.5
	cell := html.Cell{Outcome: html.Refused, Refusal: evil, File: evil, Size: &html.Size{Low: 1, Tokens: 2, High: 3, Context: &n, CostUSD: &cost}}
	return &html.Page{
		Title: evil, Tool: evil, AsOf: "2026-11-23", Targets: []string{evil, "gemini/" + evil},
		Prompts: []html.Prompt{{
			ID: evil, File: evil, Format: evil, Language: evil, Vendor: evil, Model: evil, Action: evil, Notes: []string{evil},
			At: []html.Cell{cell, cell},
			Losses: []html.Loss{{
				Targets: []int{0}, Outcome: "dropped", Feature: evil, Path: evil, To: evil, Message: evil, Accepted: evil,
				Sources: []html.Ref{{Targets: []int{0}, Source: "https://example.com/" + evil, AsOf: evil}, {Targets: []int{0}, Source: "javascript:alert(1)", AsOf: evil}},
			}},
			Ties:   []html.Tie{{Feature: evil, Value: evil, Line: 1}},
			Source: html.NewFile(source.FromString(evil, evil)).Excerpt(source.Span{End: len(evil)}, []html.Spot{{Span: source.Span{Start: 1, End: 5}, Class: html.Loses}}),
			Diffs:  []html.Diff{{File: evil, Text: "@@ -1 +1 @@\n+" + evil + "\n"}},
		}},
		Vendors: []html.Vendor{{Name: evil, Stops: 1, Models: []string{evil}, Alternatives: []html.Alternative{{Target: evil, Tally: html.Tally{Same: 1}}, {Target: evil}}}},
		Models:  []html.Model{{ID: evil, Vendor: evil, Status: evil, Retires: "2026-12-01", Replacement: evil, Source: "javascript:alert(1)", Places: []string{evil}}},
		Stays:   []html.Stay{{Feature: evil, Vendor: evil, What: evil, Places: []string{evil}}},
		Changes: []html.Change{{File: evil, Verb: evil}},
	}
}

const breakout = "</script></style></title></textarea></td></template>--><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">'\"`{{.}}\x00\xff"

func TestTextStaysText(t *testing.T) {
	for name, page := range map[string]string{"plain": write(t, hostile(breakout)), "packed": unpack(t, write(t, many(hostile(breakout), 1500)))} {
		if n := strings.Count(strings.ToLower(page), "<script"); n > 2 {
			t.Errorf("%s: %d scripts", name, n)
		}
		for _, wrong := range []string{"<img", `href="javascript:`, "</textarea>", "</template>"} {
			if strings.Contains(page, wrong) {
				t.Errorf("%s: %s got through", name, wrong)
			}
		}
	}
}

// many is the page with its first prompt n times.
func many(p *html.Page, n int) *html.Page {
	first := p.Prompts
	p.Prompts = nil
	for i := range n {
		q := first[i%len(first)]
		q.ID = fmt.Sprintf("%s#%d", q.ID, i)
		p.Prompts = append(p.Prompts, q)
	}
	return p
}

// unpack returns the page with its packed details behind it.
func unpack(t testing.TB, page string) string {
	t.Helper()
	m := packed.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("nothing is packed")
	}
	var packs []string
	if err := json.Unmarshal([]byte(m[1]), &packs); err != nil {
		t.Fatal(err)
	}
	out := packed.ReplaceAllString(page, "")
	for _, p := range packs {
		data, err := base64.StdEncoding.DecodeString(p)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		var details []string
		if err := json.Unmarshal(text, &details); err != nil {
			t.Fatal(err)
		}
		out += strings.Join(details, "")
	}
	return out
}

func TestPackedDetailsAreThoseOfTheSmallPage(t *testing.T) {
	small := write(t, fixture(t))
	body := regexp.MustCompile(`(?s)<div class="body" id="p1">(.*?)</div></details>`).FindStringSubmatch(small)
	if body == nil || body[1] == "" {
		t.Fatal("the first prompt has no details")
	}
	big := write(t, many(fixture(t), 3000))
	if !strings.Contains(big, `<div class="body" id="p1"></div>`) {
		t.Error("the details stand in the page, too")
	}
	if !strings.Contains(unpack(t, big), strings.TrimSpace(strings.SplitN(body[1], "aria-label", 2)[0])) {
		t.Error("the packed details are others")
	}
	if !strings.Contains(big, "<noscript>") {
		t.Error("nothing says why the details are missing without scripts")
	}
}

func TestNoCredentialIsShown(t *testing.T) {
	const key = "sk-proj-abcdefghijklmnop1234567890ABCD"
	page := write(t, hostile("api_key=\""+key+"\""))
	if strings.Contains(page, key[12:]) {
		t.Error("a key is shown")
	}
	if p := hostile(key); write(t, p) != "" && p.Title != key {
		t.Error("the caller's data were changed")
	}
}

func TestTheSameDataGiveTheSamePage(t *testing.T) {
	first, second := write(t, many(fixture(t), 2000)), write(t, many(fixture(t), 2000))
	if first != second {
		t.Error("two pages differ")
	}
}

func TestNothingToSayIsSaidWithoutFail(t *testing.T) {
	page := write(t, &html.Page{Title: "Nothing", Tool: "promptglot", AsOf: "2026-11-23", Targets: []string{}})
	if !strings.Contains(page, "<b>0</b> prompts") || strings.Contains(page, "NaN") || strings.Contains(page, "<table") {
		t.Error(page)
	}
}
