package catalog_test

import (
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

func TestAFrameworkIsToldAnotherModelForEveryDialectThatItTalksTo(t *testing.T) {
	c := catalog.Default()
	for _, x := range []struct{ sdk, language string }{{"ai-sdk-openai", "typescript"}, {"langchain-openai-js", "javascript"}, {"langchain-openai", "python"}} {
		for _, d := range []string{"openai-chat", "anthropic", "gemini", "bedrock-converse", "mistral"} {
			l, to := catalog.FrameworkOf(x.sdk, x.language, d)
			if l == nil || to == nil {
				t.Fatalf("%s to %s: unknown", x.sdk, d)
			}
			if _, ok := c.Dialect(d); !ok || !strings.Contains(to.Call, "{model}") && !strings.Contains(to.Call, "{args}") || to.AsOf == "" {
				t.Errorf("%s to %s: %+v", x.sdk, d, to)
			}
		}
	}
	if l, to := catalog.FrameworkOf("openai-node", "typescript", "anthropic"); l != nil || to != nil {
		t.Error("a vendor's own library is no library of several vendors")
	}
	if l, to := catalog.FrameworkOf("ai-sdk", "typescript", "chat-template"); l == nil || to != nil {
		t.Error("a dialect that a library does not talk to has a call")
	}
}

func TestTheSDKsOfFrameworksAreKnown(t *testing.T) {
	known := map[string]bool{}
	for _, s := range catalog.SDKs() {
		known[s.ID] = true
	}
	for _, id := range []string{"ai-sdk", "ai-sdk-amazon-bedrock", "langchain-mistralai-js", "langchain-mistral"} {
		if l, _ := catalog.FrameworkOf(id, "typescript", ""); l == nil {
			l, _ = catalog.FrameworkOf(id, "python", "")
			if l == nil {
				t.Errorf("%s belongs to no library", id)
				continue
			}
		}
		l, _ := catalog.FrameworkOf(id, "typescript", "")
		if l == nil {
			l, _ = catalog.FrameworkOf(id, "python", "")
		}
		for _, s := range l.SDKs {
			if !known[s] {
				t.Errorf("%s: no such SDK", s)
			}
		}
	}
}
