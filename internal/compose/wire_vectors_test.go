package compose

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A wireVector is one row of the request side of Prompty's own suite: a prompt
// as a runtime has it after parsing, and the body that it must send.
type wireVector struct {
	Name, Provider, TargetAPI string
	Input                     struct {
		Model    string `json:"model_id"`
		Messages []wireMessage
		Tools    []json.RawMessage
		Options  json.RawMessage
		Outputs  []json.RawMessage
	}
	Expected struct {
		Body map[string]any `json:"request_body"`
	}
}

type wireMessage struct {
	Role    string
	Content []struct{ Kind, Value, MediaType string }
}

// textual reports whether a vector is of text and tools only.
func (v *wireVector) textual() bool {
	for _, m := range v.Input.Messages {
		for _, p := range m.Content {
			if p.Kind != "text" {
				return false
			}
		}
	}
	return v.TargetAPI == "chat" || v.TargetAPI == "responses"
}

func wireVectors(t *testing.T) []wireVector {
	t.Helper()
	data, err := os.ReadFile(testkit.Shared(t, "conformance", "prompty", "schema", "tsp-output", ".typra-generated", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var suite struct {
		Vectors []struct {
			Contract string
			Vector   json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &suite); err != nil {
		t.Fatal(err)
	}
	var out []wireVector
	for _, v := range suite.Vectors {
		if v.Contract != "WireConformance" {
			continue
		}
		var w wireVector
		if err := json.Unmarshal(v.Vector, &w); err != nil {
			t.Fatal(err)
		}
		out = append(out, w)
	}
	if len(out) < 25 {
		t.Fatalf("only %d wire vectors were found", len(out))
	}
	return out
}

// wireTargets are the dialects that the suite has requests of. Anthropic's are
// of the API version that takes sampling options.
var wireTargets = map[string]string{
	"openai chat": "openai-chat", "openai responses": "openai-responses", "anthropic chat": "anthropic@2023-06-01",
}

// A wireDifference is a vector for which we write something else.
type wireDifference struct {
	Why string // ours is right
	// SameWith is a model for which we write what Prompty does: where it is
	// given, the model alone is the reason.
	SameWith string `json:"same_with"`
}

// What Prompty's runtimes must send for a prompt is what we write for it, but
// for the differences that testdata/prompty_wire.json names, each with the
// reason why ours is right.
func TestPromptyWireVectors(t *testing.T) {
	var differences map[string]wireDifference
	data, err := os.ReadFile(filepath.Join("testdata", "prompty_wire.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &differences); err != nil {
		t.Fatal(err)
	}
	vectors, seen := wireVectors(t), map[string]bool{}
	text, textSame, others, othersSame := 0, 0, 0, 0
	for _, v := range vectors {
		diff := "this is no request to a chat"
		target, ok := wireTargets[v.Provider+" "+v.TargetAPI]
		if ok {
			diff = v.compare(t, target+"/"+v.Input.Model)
		}
		known, listed := differences[v.Name]
		seen[v.Name] = true
		switch {
		case diff != "" && !listed:
			t.Errorf("%s (-Prompty +ours):\n%s", v.Name, diff)
		case diff == "" && listed:
			t.Errorf("%s is the same, yet listed as different: %s", v.Name, known.Why)
		case known.SameWith != "":
			v.Input.Model, v.Expected.Body["model"] = known.SameWith, known.SameWith
			if diff := v.compare(t, target+"/"+known.SameWith); diff != "" {
				t.Errorf("%s with %s (-Prompty +ours):\n%s", v.Name, known.SameWith, diff)
			}
		}
		same := 0
		if diff == "" {
			same = 1
		}
		if v.textual() {
			text, textSame = text+1, textSame+same
		} else {
			others, othersSame = others+1, othersSame+same
		}
	}
	for _, name := range slices.Sorted(maps.Keys(differences)) {
		if !seen[name] {
			t.Errorf("there is no vector %s", name)
		}
	}
	t.Logf("text and tools: %d of %d the same; media, embeddings and images: %d of %d; %d differences listed", textSame, text, othersSame, others, len(differences))
	if 100*textSame < 95*text {
		t.Errorf("%d of %d vectors of text and tools are the same; at least 95 %% must be", textSame, text)
	}
}

// compare writes the prompt for a target and returns how the request differs
// from the expected one, "" where it does not.
func (v *wireVector) compare(t *testing.T, target string) string {
	t.Helper()
	tgt, err := translate.ParseTarget(testEngine.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	tree, ledger, err := testEngine.Translator.Write(v.prompt(t), tgt)
	if err != nil {
		t.Fatal(err)
	}
	if ledger.Has(translate.Refused) {
		return "nothing is written: " + ledger.Refusals()
	}
	data, err := tree.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want := any(v.Expected.Body)
	for _, e := range ledger {
		if e.Outcome == translate.Added {
			invented(want, got, strings.Split(strings.TrimPrefix(e.To, "/"), "/"))
		}
	}
	return cmp.Diff(shorthand(want), shorthand(got))
}

// invented gives what both sides had to invent, because the prompt does not
// have it, the same value: what matters is that it is there.
func invented(want, got any, path []string) {
	for i, key := range path {
		w, ok1 := want.(map[string]any)
		g, ok2 := got.(map[string]any)
		if !ok1 || !ok2 || w[key] == nil {
			return
		}
		if _, object := g[key].(map[string]any); i == len(path)-1 && !object {
			w[key] = g[key]
			return
		}
		want, got = w[key], g[key]
	}
}

// shorthand writes content that is one text without anything else as the text:
// both forms are in every API that has parts of the type text.
func shorthand(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = shorthand(x)
		}
		if list, ok := v["content"].([]any); ok && len(list) == 1 {
			if part, ok := list[0].(map[string]any); ok && part["type"] == "text" && len(part) == 2 {
				v["content"] = part["text"]
			}
		}
	case []any:
		for i := range v {
			v[i] = shorthand(v[i])
		}
	}
	return v
}

// prompt reads the vector as the file that a user would have. Media have no
// place in the text of such a file: they are put into the turns.
func (v *wireVector) prompt(t *testing.T) *prompt.Prompt {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "---\nname: %s\nmodel:\n  id: %s\n  provider: %s\n  apiType: %s\n  options: %s\n", v.Name, v.Input.Model, v.Provider, v.TargetAPI, v.Input.Options)
	list := func(key string, items []json.RawMessage) {
		if len(items) > 0 {
			data, err := json.Marshal(items)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s: %s\n", key, data)
		}
	}
	list("tools", v.Input.Tools)
	list("outputs", v.Input.Outputs)
	b.WriteString("---\n")
	for _, m := range v.Input.Messages {
		fmt.Fprintf(&b, "%s:\n", m.Role)
		for _, p := range m.Content {
			if p.Kind == "text" {
				b.WriteString(p.Value + "\n")
			}
		}
	}
	docs := testEngine.Open(source.NewFile(v.Name+".prompty", []byte(b.String())))
	if len(docs) != 1 || len(docs[0].Problems) > 0 {
		t.Fatalf("%s: %d prompts, problems %v\n%s", v.Name, len(docs), docs, b.String())
	}
	p := docs[0].Prompt
	if !v.textual() {
		p.Messages = nil
		for _, m := range v.Input.Messages {
			p.Messages = append(p.Messages, prompt.Entry[prompt.Message]{Item: m.message()})
		}
	}
	return p
}

func (m wireMessage) message() *prompt.Message {
	out := &prompt.Message{Role: prompt.Role(m.Role)}
	for _, p := range m.Content {
		part := prompt.Part{Kind: prompt.TextPart, Text: value.NewString(p.Value)}
		if p.Kind != "text" {
			media := &prompt.Media{Kind: prompt.MediaKind(p.Kind)}
			part = prompt.Part{Kind: prompt.MediaPart, Media: media}
			switch mime, data, ok := translate.SplitDataURI(value.NewString(p.Value)); {
			case ok:
				media.MIME, media.Data = mime, data
			case p.MediaType != "":
				media.MIME, media.Data = value.NewString(p.MediaType), value.NewString(p.Value)
			default:
				media.URL = value.NewString(p.Value)
			}
		}
		out.Parts = append(out.Parts, prompt.Entry[prompt.Part]{Item: &part})
	}
	return out
}
