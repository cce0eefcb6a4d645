package all

import "testing"

func TestATemplateOfAFileIsReadAsWhatItIsATemplateOf(t *testing.T) {
	for path, want := range map[string]string{
		"config.yaml.example": "yaml", "settings.py.sample": "python", "app.json.dist": "json", "backend.env.example": "dotenv",
		"env.template": "dotenv", "env.local.example": "dotenv", ".env.sample": "dotenv", "infra/main.tf": "hcl", "infra/main.bicep": "bicep", "OAI_CONFIG_LIST": "json",
	} {
		if l := Of(path, nil); l == nil || l.ID() != want {
			t.Errorf("%s is read as %v, want %s", path, l, want)
		}
	}
	for _, path := range []string{"letter.example", "stack.template", "env"} {
		if l := Of(path, nil); l != nil {
			t.Errorf("%s is read as %s", path, l.ID())
		}
	}
}
