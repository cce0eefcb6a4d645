package catalog

import (
	"regexp"
	"slices"
	"testing"
)

func TestEveryWayToWriteIDsHasASourceAndCompiles(t *testing.T) {
	lists := loadDecorated()
	for name, d := range lists {
		if d.Is == "" || d.Source == "" || d.AsOf == "" || len(d.List)+len(d.Map) == 0 {
			t.Errorf("%s: is, source, as_of and entries are expected: %+v", name, d)
		}
		for _, entry := range d.List {
			if _, err := regexp.Compile(entry); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if sorted := slices.Compact(slices.Sorted(slices.Values(d.List))); len(sorted) != len(d.List) {
			t.Errorf("%s names an entry twice", name)
		}
	}
	for _, v := range Default().Vendors() {
		for _, p := range v.Prefixes {
			if slices.Contains(lists["words"].List, p) {
				t.Errorf("%s is a prefix of %s already", p, v.ID)
			}
		}
	}
	idDecorations()
}

func TestTheHostThatWritesAnIDSoIsTold(t *testing.T) {
	for id, want := range map[string]string{
		"anthropic.claude-opus-4-6-v1": "bedrock", "us.amazon.nova-pro-v1:0": "bedrock", "eu.Anthropic.claude-haiku-4-5": "bedrock",
		"arn:aws:bedrock:us-east-1:123456789012:inference-profile/x": "bedrock", "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/x": "bedrock",
		"arn:aws:s3:::bucket": "", "claude-opus-4-6": "", "gpt-4.1": "", "us.example.com": "", "": "",
	} {
		if got := Default().HostOfSpelling(id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
