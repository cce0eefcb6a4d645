package prompty_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/format/prompty"
)

// The parse vectors of Prompty's own conformance suite hold.
func TestParseVectors(t *testing.T) {
	data, err := os.ReadFile(testkit.Shared(t, "conformance", "prompty", "schema", "tsp-output", ".typra-generated", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var suite struct {
		Vectors []struct {
			Contract string
			Vector   struct {
				Name  string
				Input struct {
					Rendered string
					Threads  json.RawMessage `json:"thread_inputs"`
				}
				Expected json.RawMessage // its shape is the contract's own
			}
		}
	}
	if err := json.Unmarshal(data, &suite); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range suite.Vectors {
		x := v.Vector
		if v.Contract != "Parser" || x.Input.Threads != nil {
			continue // threads are put in when a prompt runs
		}
		n++
		t.Run(x.Name, func(t *testing.T) {
			var expected struct {
				Messages []struct {
					Role    string
					Content []struct{ Kind, Value string }
					Meta    map[string]any `json:"metadata"`
				}
			}
			if err := json.Unmarshal(x.Expected, &expected); err != nil {
				t.Fatal(err)
			}
			var want, got []string
			for _, m := range expected.Messages {
				s := m.Role + "=" + m.Content[0].Value
				for _, key := range []string{"name", "id"} {
					if v := m.Meta[key]; v != nil {
						s += fmt.Sprintf(" %s=%v", key, v)
					}
				}
				want = append(want, s)
			}
			files := prompty.Format{}.Read(source.NewFile("v.prompty", []byte(x.Input.Rendered)), format.Env{})
			for _, p := range files[0].Problems {
				t.Errorf("problem: %s", p.Message)
			}
			files[0].Messages.Walk(func(m *prompt.Message) {
				s := string(m.Role) + "=" + m.Parts[0].Item.Text.Str
				if m.Name != nil {
					s += " name=" + m.Name.Str
				}
				for _, e := range m.Ext {
					s += " " + e.Key[1:] + "=" + e.Value.Str
				}
				got = append(got, s)
			})
			if a, b := strings.Join(got, "\n--\n"), strings.Join(want, "\n--\n"); a != b {
				t.Errorf("got\n%s\nwant\n%s", a, b)
			}
		})
	}
	if n < 15 {
		t.Errorf("only %d vectors were found", n)
	}
}
