package html_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/report/html"
)

func TestResultsOfAnEvaluationAreAPage(t *testing.T) {
	key := "sk-ant-api03-" + strings.Repeat("a", 90)
	var b strings.Builder
	err := html.WriteResults(&b, &html.Results{
		Title: "Old against new", Run: "promptfoo 0.120", Tool: "promptglot dev", Columns: []string{"side", "target", "passed"},
		Tables: []html.ResultTable{{
			Title: "a<b>.prompty",
			Rows:  []html.ResultRow{{Cells: []string{"old", "openai-chat/gpt-4o", "1 of 4"}, Passed: 1, Failed: 2, Errors: 1}},
			Notes: []string{"no answer: </ul><script>alert(1)</script> " + key},
		}},
		Foot: "3 results of other prompts are left out",
	})
	if err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{
		"<title>Old against new</title>", "a&lt;b&gt;.prompty", `<th scope="row">old</th>`, "<td>1 of 4</td>", "3 results of other prompts",
		`<rect class="same" x="0" width="250"`, `<rect class="loses" x="250" width="500"`, `<rect class="refused" x="750" width="250"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{"<script", key, "a<b>"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}
