package evaluation_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"github.com/promptglot/promptglot/internal/migrate/evaluation"
	"github.com/promptglot/promptglot/translate"
)

// read is what answers.cjs makes of an answer.
type read struct {
	Output   string
	Error    string
	Cost     *float64
	Tokens   struct{ Prompt, Completion int } `json:"tokenUsage"`
	Metadata struct {
		Promptglot struct {
			Text    string
			Refusal string
			Calls   []struct {
				Name      string
				Arguments struct {
					Value map[string]any
					Text  string
				}
			}
			CutOff  bool `json:"cut_off"`
			Refused bool
		}
	}
}

// everyone asks all dialects that can be asked.
func everyone(t *testing.T) (dir string, names map[string]string) {
	m := repo{"a.prompty": []byte("---\nname: a\n---\nuser:\nHello\n")}
	var all []string
	for _, d := range engine.Catalog.Dialects() {
		if _, ok := engine.Catalog.AnswerOf(d.ID); ok {
			x, err := translate.ParseTarget(engine.Catalog, d.ID)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, x.String())
		}
	}
	o := evaluation.Options{Read: m.read}
	ev, err := evaluation.New(t.Context(), engine, m.plan(t, all...), o)
	if err != nil {
		t.Fatal(err)
	}
	if ev.Requests != len(all) {
		t.Fatalf("%d requests of %d dialects: %q", ev.Requests, len(all), ev.Notes)
	}
	dir = written(t, ev)
	names = map[string]string{}
	var table map[string]struct{ Dialect string }
	if err := json.Unmarshal(file(t, ev, "answers.json"), &table); err != nil {
		t.Fatal(err)
	}
	for name, a := range table {
		names[a.Dialect] = name
	}
	return dir, names
}

// One process reads all answers.
const readAll = `
const read = require(process.argv[1] + '/answers.cjs');
const all = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(all.map((x) => read[x.name](x.answer, JSON.stringify(x.answer), { response: { status: x.status } }))));`

// A sample is an answer of a vendor's, and what it says.
type sample struct {
	Dialect, About string
	Status         int
	Answer         json.RawMessage
	Text, Refusal  string
	Call           string // name of the only one; its argument city is Paris
	CutOff         bool   `json:"cut_off"`
	Refused        bool
	Input, Output  int
	Error          string
}

func TestAnswersOfAllVendorsAreReadAlike(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is absent")
	}
	dir, names := everyone(t)
	data, err := os.ReadFile("testdata/vendors.json")
	if err != nil {
		t.Fatal(err)
	}
	var tests []sample
	if err := json.Unmarshal(data, &tests); err != nil {
		t.Fatal(err)
	}
	type asked struct {
		Name   string          `json:"name"`
		Status int             `json:"status"`
		Answer json.RawMessage `json:"answer"`
	}
	var in []asked
	for i := range tests {
		tests[i].Status = max(tests[i].Status, 200)
		in = append(in, asked{names[tests[i].Dialect], tests[i].Status, tests[i].Answer})
	}
	stdin, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", readAll, "--", dir)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(stdin), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []read
	if err := json.Unmarshal(out, &got); err != nil || len(got) != len(tests) {
		t.Fatalf("%v: %s", err, out)
	}
	for i := range tests {
		t.Run(tests[i].Dialect+" "+tests[i].About, func(t *testing.T) { tests[i].compare(t, &got[i]) })
	}
}

func (tt *sample) compare(t *testing.T, got *read) {
	m := got.Metadata.Promptglot
	if got.Output == "" || got.Error != tt.Error || m.Text != tt.Text || m.Refusal != tt.Refusal || m.CutOff != tt.CutOff || m.Refused != tt.Refused ||
		got.Tokens.Prompt != tt.Input || got.Tokens.Completion != tt.Output {
		t.Errorf("read as %+v", *got)
	}
	switch {
	case tt.Call == "" && len(m.Calls) > 0, tt.Call != "" && len(m.Calls) != 1:
		t.Errorf("calls read as %+v", m.Calls)
	case tt.Call != "" && (m.Calls[0].Name != tt.Call || m.Calls[0].Arguments.Value["city"] != "Paris"):
		t.Errorf("call read as %+v", m.Calls)
	}
}
