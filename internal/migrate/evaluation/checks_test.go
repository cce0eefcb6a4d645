package evaluation_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/migrate/evaluation"
)

const runCheck = `
const [dir, check, answer] = process.argv.slice(1);
const checks = require(dir + '/checks.cjs');
const metadata = answer === 'null' ? {} : { promptglot: JSON.parse(answer) };
console.log(JSON.stringify(checks[check]('', { config: { contract: 'contract.json' }, providerResponse: { metadata } })));`

func TestChecksHoldAnAnswerToItsContract(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is absent")
	}
	dir := written(t, load(t).evaluation(t, evaluation.Options{}))
	contract := `{"tools": {"weather": {"type": "object", "properties": {"city": {"type": "string"}, "days": {"$ref": "#/$defs/days"}},
	 "required": ["city"], "additionalProperties": false, "$defs": {"days": {"type": "integer", "maximum": 7}}}},
	 "names": ["weather"], "sequences": ["END"], "max_tokens": 10}`
	if err := os.WriteFile(filepath.Join(dir, "contract.json"), []byte(contract), 0o644); err != nil {
		t.Fatal(err)
	}
	call := func(args string) string {
		return `{"text": "", "calls": [{"name": "weather", "arguments": {"value": ` + args + `}}]}`
	}
	for _, tt := range []struct{ check, answer, fails string }{
		{"noRefusal", `{"refused": false}`, ""},
		{"noRefusal", `{"refused": true, "refusal": "No."}`, "No."},
		{"noRefusal", `null`, "does not tell"},
		{"complete", `{"output_tokens": 10}`, ""},
		{"complete", `{"output_tokens": 11}`, "10 were asked for"},
		{"complete", `{"cut_off": true, "reason": "length"}`, "length"},
		{"stops", `{"text": "all"}`, ""},
		{"stops", `{"text": "all END more"}`, "END"},
		{"toolCalled", `{"calls": []}`, "no tool"},
		{"toolCalled", `{"calls": [{"name": "other"}]}`, "expected weather"},
		{"toolCalled", call(`{}`), ""},
		{"noToolCalled", call(`{}`), "was called"},
		{"validCalls", `{"calls": []}`, ""},
		{"validCalls", `{"calls": [{"name": "other", "arguments": {"value": {}}}]}`, "no tool of the prompt"},
		{"validCalls", `{"calls": [{"name": "weather", "arguments": {"text": "{"}}]}`, "no JSON"},
		{"validCalls", call(`{"city": "Paris", "days": 7}`), ""},
		{"validCalls", call(`{"days": 7}`), "arguments.city is missing"},
		{"validCalls", call(`{"city": 1}`), "is not string"},
		{"validCalls", call(`{"city": "x", "days": 8}`), "too large"},
		{"validCalls", call(`{"city": "x", "more": 1}`), "arguments.more"},
	} {
		out, err := exec.Command(node, "-e", runCheck, "--", dir, tt.check, tt.answer).Output()
		if err != nil {
			t.Fatalf("%s %s: %v", tt.check, tt.answer, err)
		}
		var got struct {
			Pass   bool
			Reason string
		}
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if got.Pass != (tt.fails == "") || !strings.Contains(got.Reason, tt.fails) {
			t.Errorf("%s of %s says %v: %s", tt.check, tt.answer, got.Pass, got.Reason)
		}
	}
}
