package catalog

import "testing"

func TestFieldsAreFoundByParamPathAndVersion(t *testing.T) {
	a, ok := Dialect("anthropic")
	if !ok {
		t.Fatal("no anthropic dialect")
	}
	tests := []struct {
		version, param, path string
		ok                   bool
	}{
		{"", "temperature", "", false},
		{"2026-10-21", "temperature", "", false},
		{"2023-06-01", "temperature", "temperature", true},
		{"", "reasoning_effort", "output_config.effort", true},
		{"", "max_output_tokens", "max_tokens", true},
		{"", "no_such", "", false},
	}
	for _, tt := range tests {
		f, ok := a.Field(tt.param, tt.version)
		if ok != tt.ok || f.Path != tt.path {
			t.Errorf("Field(%q, %q) = %q, %v; want %q, %v", tt.param, tt.version, f.Path, ok, tt.path, tt.ok)
		}
	}
}
