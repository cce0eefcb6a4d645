package baml

import (
	"fmt"
	"path"
	"testing"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates/format"
)

// project is an environment in which files lie beside the one of that path.
func project(of string, files map[string]string) format.Env {
	return format.Env{
		Words: func(string) format.Words {
			return format.Words{
				SystemFirst: []string{"openai"},
				Renames:     map[string]map[string]string{"aws-bedrock": {"inference_configuration": "inferenceConfig", "max_tokens": "maxTokens"}},
			}
		},
		Beside: func(name string) *source.File {
			at := path.Join(path.Dir(of), name)
			if text, ok := files[at]; ok {
				return source.NewFile(at, []byte(text))
			}
			return nil
		},
	}
}

// Who speaks first hangs on the client, wherever in the project it stands.
func TestAClientOfAnotherFileSaysWhoServes(t *testing.T) {
	const clients = "client<llm> Fast {\n  provider openai\n  options { model gpt-5.4 }\n}\n"
	const function = "function Ask(q: string) -> string {\n  client Fast\n  prompt #\"Be brief. {{ q }}\"#\n}\n"
	for _, c := range []struct {
		name, file, beside string
		want               prompt.Role
	}{
		{"beside it", "baml_src/ask.baml", "baml_src/clients.baml", prompt.RoleSystem},
		{"in the project's folder", "app/baml_src/a/b/ask.baml", "app/baml_src/clients.baml", prompt.RoleSystem},
		{"outside of the project", "app/baml_src/ask.baml", "app/clients.baml", prompt.RoleUser},
		{"above, and no project", "a/ask.baml", "clients.baml", prompt.RoleUser},
		{"nowhere", "baml_src/ask.baml", "baml_src/types.baml", prompt.RoleUser},
	} {
		files := Format{}.Read(source.NewFile(c.file, []byte(function)), project(c.file, map[string]string{c.beside: clients}))
		if len(files) != 1 || len(files[0].Messages) != 1 {
			t.Fatalf("%s: %d prompts", c.name, len(files))
		}
		if got := files[0].Messages[0].Item.Role; got != c.want {
			t.Errorf("%s: the text is the %s's, want the %s's", c.name, got, c.want)
		}
		if files[0].Model != nil || files[0].Params != nil {
			t.Errorf("%s: the other file's options are reported twice", c.name)
		}
	}
}

// The options of a client get the names that they have on the wire.
func TestOptionsAreRenamedAsTheWireHasThem(t *testing.T) {
	const client = "client<llm> C {\n  provider %s\n  options {\n    inference_configuration { max_tokens 100 }\n  }\n}\n"
	for provider, want := range map[string]string{"aws-bedrock": "inferenceConfig", "openai": "inference_configuration"} {
		text := fmt.Sprintf(client, provider)
		files := Format{}.Read(source.NewFile("clients.baml", []byte(text)), project("clients.baml", nil))
		if len(files) != 1 || files[0].Params == nil {
			t.Fatalf("%s: no options", provider)
		}
		group := files[0].Params.Get(want)
		if group == nil || provider == "aws-bedrock" && group.Get("maxTokens") == nil {
			t.Errorf("%s: the options are %+v, want %s", provider, files[0].Params.Entries, want)
		}
	}
}
