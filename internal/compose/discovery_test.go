package compose_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
)

const (
	second = "You are a careful clerk. Answer in one line.\n"
	turns  = "system:\nYou are a clerk.\n\nuser:\n{{question}}\n"
	chat   = `{"model": "gpt-4o", "messages": [{"role": "system", "content": "x"}, {"role": "user", "content": "y"}]}`
)

// What says prompt is taken, by the format it should be; what only looks like
// one is left alone.
func TestDiscovery(t *testing.T) {
	e := engine()
	for _, c := range []struct{ path, text, format string }{
		// Taken by name.
		{"a.prompty", second, "prompty"},
		{"ask.prompt.yml", "messages: [{role: user, content: hi}]", "github-prompt"},
		{"evals/ask.yml", "messages:\n- {role: user, content: hi}\ntestData: []\n", "github-prompt"},
		{"review.prompt.md", second, "agent-file"},
		{"AGENTS.md", second, "agent-file"},
		{"web/CLAUDE.md", second, "agent-file"},
		{"GEMINI.md", second, "agent-file"},
		{"skills/pdf/SKILL.md", "---\nname: pdf\ndescription: d\n---\nDo it.\n", "agent-file"},
		{".github/copilot-instructions.md", second, "agent-file"},
		{"system_prompt.txt", second, "text"},
		{"system-prompt.md", second, "markdown"},
		{"src/summarize_prompt.j2", "Sum {{x}}", "text"},
		{"src/summarize.prompt.j2", "Sum {{x}}", "text"},
		{"prompt.md", second, "markdown"},
		{"prompt.txt", second, "text"},
		{"app/prompts.txt", second, "text"},
		{"classify.prompt", second, "text"},
		{"conf/user_prompt.mustache", "Hi {{x}}", "text"},
		{".cursorrules", second, "agent-file"},
		{"web/.windsurfrules", second, "agent-file"},
		{"a/reviewer.agent.md", second, "agent-file"},
		{"a/plan.chatmode.md", second, "agent-file"},
		{"Modelfile", "FROM llama3\nSYSTEM Be brief.\n", "modelfile"},
		{"models/mario.modelfile", "from x\nMESSAGE user hi\n", "modelfile"},
		{"Joke/skprompt.txt", "{{$input}}", "semantic-kernel"},
		{"baml_src/ask.baml", "function F(a: int) -> int {\n  client X\n  prompt #\"Hi\"#\n}\n", "baml"},
		{"ask.poml", "<p>Hi</p>", "poml"},
		// Taken by place.
		{"prompts/summary.md", second, "markdown"},
		{"app/prompts/deep/er/answer.txt", second, "text"},
		{"prompts/x.jinja2", "Hi {{ x }}", "text"},
		{"src/prompts/x.hbs", "Hi {{ x }}", "text"},
		{".claude/commands/fix.md", second, "agent-file"},
		{".claude/agents/critic.md", second, "agent-file"},
		{".github/instructions/go.instructions.md", second, "agent-file"},
		{".github/prompts/plan.prompt.md", second, "agent-file"},
		{".cursor/rules/style.mdc", second, "agent-file"},
		{"data/patterns/tweet/system.md", second, "markdown"},
		{"skill/phase_prompts/one.md", second, "markdown"},
		{"api-design-sys-prompt.txt", second, "text"},
		{"docs-system-prompt.md", second, "markdown"},
		{"test_prompt.txt", second, "text"},
		{"askwiki/system-message.jinja2", "Hi {{x}}", "text"},
		{"plugin/agents/finder.md", "---\nname: finder\ndescription: d\nmodel: sonnet\n---\nFind it.\n", "agent-file"},
		{"plugin/commands/find.md", "---\ndescription: d\nargument-hint: <what>\n---\nFind it.\n", "agent-file"},
		{"prompts/ctx/TRACE_CONTEXT.xml.j2", "<trace>{{ id }}</trace>", "text"},
		{"prompts/test-generator.md", second, "markdown"},
		{"personas/test-engineer.md", second, "markdown"},
		{"prompts/judge.yaml", "name: judge\nchoices: {a: 1}\nmessages:\n- role: user\n  content: Judge {{x}}.\n", "request"},
		{"functions/draft/good/fun_fact.minijinja", "About {{ topic }}.", "text"},
		{"functions/draft/good/user_template_2.minijinja", "{{ answer }}", "text"},
		{"prompts/ask.liquid", "Hi {{ x }}", "text"},
		{"prompts/ask.tmpl", "Hi {{ .X }}", "text"},
		{".opencode/commands/team/review.md", "Review $ARGUMENTS.\n", "agent-file"},
		{".kiro/steering/style.md", second, "agent-file"},
		{".gemini/commands/git/commit.toml", "description = \"d\"\nprompt = '''Write {{args}}.'''\n", "agent-file"},
		{"extension/commands/fs/grep.toml", "prompt = 'Search {{args}}.'\n", "agent-file"},
		{".github/workflows/triage.md", "---\non: issues\npermissions: read-all\n---\n# Triage\n\nLabel the issue.\n", "agent-file"},
		{".github/workflows/shared/rigor.md", "---\ntools: {}\n---\nPrefer what is certain.\n", "agent-file"},
		{"workflows/report.md", "---\nname: r\non:\n  schedule: daily\nsafe-outputs:\n  create-issue:\n---\nReport.\n", "agent-file"},
		{"docs/site/skill.md", "---\nname: s\ndescription: d\n---\nUse the API.\n", "agent-file"},
		{"squad/skills/review.md", "---\nname: review\ndescription: d\n---\nReview in this order.\n", "agent-file"},
		{"cron/review.cron.md", "---\nid: r\nschedule: \"0 9 * * 1\"\nmode: act\n---\nReview the code.\n", "agent-file"},
		{".cline/rules/style.md", second, "agent-file"},
		{"team/agents/critic.md", "---\nname: critic\ndescription: d\n---\nYou are a critic. Review the text.\n", "agent-file"},
		// Taken by content.
		{"docs/bot/system-prompt.md", "You are a helpful assistant. Answer in one line.\n", "markdown"},
		{"rag/my.prompt", "{{ role \"system\" }} your name is {{ @state.name }}\n", "dotprompt"},
		{"rag/other.prompt", "Say {{name}}.\n", "text"},
		{"system.txt", "You are a clerk.\n\nThe user's question follows.\n", "text"},
		{"config/classify/system_template.txt", "You will be given an email. Answer yes or no.\n", "text"},
		{"config/good_system_template.minijinja", "Extract all names.\n", "text"},
		{"config/system.minijinja", "{% include 'shared' %}\n", "text"},
		{"assets/SYSTEM_TEMPLATE", "You are a painter. Your task is to paint.\n", "text"},
		{"bot/SYSTEM_PROMPT", "You are a painter. Your task is to paint.\n", "text"},
		{"agent/identity.md", "# Identity\n\nYou are a concise weather assistant. Use the tool.\n", "markdown"},
		{"start.md", "<!-- MIT -->\n\n---\nname: s\n---\n# Start\n\nYou are **an assistant** that helps people.\n\nYour job is to ask.\n", "markdown"},
		{"gateway.json", `{"model": "gpt-4o", "models": [], "route": "x", "transforms": [], "provider": {}, "plugins": [], "messages": [{"role": "user", "content": "x"}]}`, "request"},
		{"server/filter.prompt.json", `{"name": "f", "type": "chat", "prompt": [{"role": "system", "content": "x"}, {"role": "user", "content": "{{q}}"}]}`, "request"},
		{"audio/instruction.txt", "You are a helpful assistant that would engage in any conversation.", "text"},
		{"load/body.json", `{"model": "gateway::function_name::f", "messages": [{"role": "user", "content": "x"}], "stream": false}`, "request"},
		{"dialogue.txt", turns, "text"},
		{"notes.md", turns, "markdown"},
		{"joke.jinja2", "{# A joke. #}\n\nsystem:\nTell a joke.\n", "text"},
		{"hello.j2", "# system:\nSay {{text}}.\n", "text"},
		{"req.json", chat, "request"},
		{"deep/wrapped.json", `{"id": 1, "body": ` + chat + `}`, "request"},
		{"batch/params.json", `{"params": ` + chat + `}`, "request"},
		{"turns.json", `[{"role": "user", "content": "x"}]`, "request"},
		{"turns.yaml", "- role: user\n  content: x\n", "request"},
		{"a.yaml", "model: gpt-4o\nmessages:\n- {role: system, content: x}\n", "request"},
		{"a.json.j2", `{"messages": [{"role": "system", "content": "{{x}}"}{% if a %}, {"role": "user", "content": "b"}{% endif %}]}`, "request"},

		{"sk/intent.prompt.yaml", "name: x\ntemplate: |\n  hi\ntemplate_format: handlebars\n", "semantic-kernel"},
		{"sk/story.yaml", "template: hi\nexecution_settings: {default: {}}\n", "semantic-kernel"},
		{"plan.handlebars", "{{#message role=\"system\"}}x{{/message}}", "semantic-kernel"},
		{"lc.json", `{"_type": "prompt", "input_variables": ["x"], "template": "{x}"}`, "langchain"},
		{"lc2.json", `{"input_variables": ["x"], "template": "{x}"}`, "langchain"},
		{"lc.yaml", "_type: few_shot\nsuffix: x\nexamples: []\n", "langchain"},
		{"hub/a.json", `{"lc": 1, "type": "constructor", "id": ["PromptTemplate"], "kwargs": {"template": "x"}}`, "langchain"},

		{"promptfooconfig.yaml", "prompts: [a.txt]\nproviders: [openai:gpt-4]\n", "promptfoo"},

		// Left alone: documentation and programs' own files.
		{"README.md", turns, ""},
		{"prompts/README.md", second, ""},
		{"prompts/LICENSE.txt", second, ""},
		{"prompts/CHANGELOG.md", second, ""},
		{"CONTRIBUTING.md", second, ""},
		{"docs/prompt-engineering-guide.md", second, ""},
		{"docs/prompt.md.html", second, ""},
		{"docs/prompts/overview.md", second, ""},
		{"LICENSES/dotprompt.txt", second, ""},
		{"notes.txt", second, ""},
		{"awesome-prompts/DOCKER.md", second, ""},
		{"one.txt", "system:\nLinux or macOS.\n", ""},
		{"prompt-design.md", second, ""},
		{"api-test-prompts-list.md", second, ""},
		{"system-message.md", second, ""},
		{"conf/motd.j2", "# system: {{host}}\n", ""},
		{"content/agents/post.md", "---\ntitle: t\ndescription: d\n---\nA post.\n", ""},
		{"content/agents/page.md", "---\ntitle: t\n---\nmodel: x\n", ""},
		{"clerk.md", second, ""},
		{"requirements.txt", "prompt-toolkit\n", ""},
		{"page.html.j2", turns, ""},
		{"prompts/page.html.j2", "<p>{{x}}</p>", ""},
		{"roles/web/templates/nginx.conf.j2", "server {{x}}", ""},
		{"prompts/empty.txt", " \n", ""},
		{"main.py", `prompt = "You are a clerk"`, ""},
		{"package.json", chat, ""},
		{"tsconfig.json", `{"messages": [{"role": "system"}]}`, ""},
		{"openapi.json", chat, ""},
		{"i18n/en.json", `{"messages": {"hello": "x"}}`, ""},
		{"i18n/list.json", `{"messages": ["a", "b"]}`, ""},
		{"users.json", `[{"role": "admin", "content": "x"}]`, ""},
		{"users2.json", `[{"role": "user", "name": "x"}]`, ""},
		{"context.json", `{"messages": [{"role": "user", "content": "x"}], "add_generation_prompt": true, "bos_token": "<s>"}`, ""},
		{"listing.json", `{"contents": [{"path": "a", "size": 1}]}`, ""},
		{"response.json", `{"id": "chatcmpl-1", "object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant", "content": "x"}}]}`, ""},
		{"batch.json", `{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": ` + chat + `}`, ""},
		{"log.jsonl", chat + "\n" + chat + "\n", ""},
		{".github/workflows/x.yml", "on: push\nmessages:\n- {role: system, content: x}\n", ""},
		{"k8s.yaml", "apiVersion: v1\nkind: Role\nmetadata: {name: user}\n", ""},
		// Left alone: what has the names, places and words of prompts for another end.
		{"prompts/usage-guide.md", second, ""},
		{"prompts/skills/pdf/references/forms.md", second, ""},
		{"config/settings.xml.j2", "<a>{{x}}</a>", ""},
		{"roles/web/templates/system.j2", "[Unit]\nDescription={{x}}\n", ""},
		{"templates/system_template.service.j2", "[Unit]\n", ""},
		{"mail/user_template.hbs", "<p>Dear {{name}}</p>", ""},
		{"mail/user_template.txt", "Hello {name}, welcome.", ""},
		{"gen/dataclass.minijinja", "class {{ name }}:\n", ""},
		{"web/page.tmpl", "<p>{{ .X }}</p>", ""},
		{"models/llama.gotmpl", "{{ range .Messages }}<|{{ .Role }}|>{{ .Content }}{{ end }}", ""},
		{"prompts/alpaca.tmpl", "{{ .System }}\n### Instruction: {{ .Prompt }}", ""},
		{"bin/SYSTEM_PROMPT", "#!/bin/sh\necho hi\n", ""},
		{"bin/system", "You are on a system.\n", ""},
		{".github/workflows/NOTES.md", "---\ntitle: t\n---\nOur workflows.\n", ""},
		{".github/workflows/README.md", "---\non: push\n---\nx\n", ""},
		{"posts/on.md", "---\non: 2026-01-01\npermissions: all\n---\nA post.\n", ""},
		{"src/commands/config.toml", "name = \"prompt\"\n[prompt]\nprompt = true\n", ""},
		{"starship.toml", "prompt = \"> \"\n", ""},
		{"docs/README.instructions.md", second, ""},
		{"docs/cli/system-prompt.md", "# System prompt override\n\nIt can be replaced.\n", ""},
		{"docs/scripts/prompt.md", "---\ntitle: Prompt\n---\nHow to write it.\n", ""},
		{"slides/script-prompt.md", "# The script\n\nA picture.\n", ""},
		{"evals/1af8b36.json", `{"id": "1", "promptid": "2", "model": "gpt-4o", "ruleid": null, "input": "user: a park", "coverage": "x", "validity": "OK"}`, ""},
		{"fixtures/session.messages.json", `{"version": 1, "updated_at": "x", "agent": "a", "sessionId": "s", "messages": [{"role": "user", "content": [{"type": "text", "text": "x"}]}], "system_prompt": "y"}`, ""},
		{"content/skills/go.md", "---\nname: Go\ndescription: five years\n---\nI write Go.\n", ""},
		{"squad/skills/refs/x.md", "---\nname: x\ndescription: d\n---\nA table.\n", ""},
		{"evals/judges.json", `[{"id": "1", "name": "Hallucination", "vars": ["query"], "type": "x"}]`, ""},
		{"ui/prompt.json", `{"title": "Are you sure?", "prompt": ["yes", "no"]}`, ""},
		{".github/workflows/shared/engine.md", "---\nengine: {id: x}\n---\n\n", ""},
		{".github/workflows/shared/README.md", "The parts.\n", ""},
		{"ops/backup.cron.md", "# The backup\n\nIt runs at night.\n", ""},
		{"docs/skill.md", "# Skills\n\nA page about skills.\n", ""},
		{"puzzles/two-sum.md", "# Two sum\n\nYou are given an array of integers. Return the indices.\n", ""},
		{"puzzles/farm.md", "You are a farmer with a field. Write a program that waters it.\n", ""},
		{"SETUP.md", "You are a developer.\n", ""},
		{"docs/bots.md", "You are an assistant. Answer briefly.\n", ""},
		{"notes/agents.md.txt", "We are an agent. You must pay.\n", ""},
		{"data/trajectory.json", `{"schema": "x", "steps": [], "messages": [{"role": "user", "content": "x"}]}`, ""},
		{"evals/cases.yaml", "cases:\n- messages:\n  - role: user\n    content: x\n", ""},
		{"prompts/notes.yaml", "messages: [a, b]\n", ""},
		// Left alone: chat templates, and what only looks like a prompt file.
		{"licensed.prompt", "# Copyright 2026\n\n---\nmodel: m\n---\nhi {{name}", "dotprompt"},
		{"chat.prompt", "---\nmodel: m\n---\n{{role \"system\"}}hi", "dotprompt"},
		{"sk/intent.prompt.yaml", "name: x\ntemplate: |\n  hi\n", ""},
		{"llm.json", `{"_type": "openai", "model_name": "x"}`, ""},
		{"examples.json", `[{"input": "happy", "output": "sad"}]`, ""},
		{"form.json", `{"template": "x", "input_variables": [{"name": "a"}]}`, ""},
		{"mail.yaml", "template: welcome\nsubject: hi\n", ""},
		{"deploy.yaml", "template:\n  spec: {}\ninput_variables: x\n", ""},
		{"run.json", `{"lc": 1, "type": "constructor", "id": ["x", "ChatOpenAI"], "kwargs": {"model": "m"}}`, ""},
		{"Modelfile", "model = 3\n", ""},
		{"base.modelfile", "FROM llama3\n", ""},
		{"types.baml", "class A {\n  b int\n}\n", ""},
		{"empty.poml", "\n", ""},
		{"AGENTS.md", "\n", ""},
		{".claude/agents/README.md", second, ""},
		{"mail.hbs", "<p>{{name}}</p>", ""},
		{"chat_template.jinja", "{% for m in messages %}{{ m['role'] }}{% endfor %}", ""},
		{"prompts/llama.jinja", "{{ bos_token }}{% for message in messages %}{{ message['content'] }}{% endfor %}", ""},
		{"prompts/bin.txt", "a\x00b", ""},
	} {
		got := ""
		docs := e.Open(source.NewFile(c.path, []byte(c.text)))
		if len(docs) > 0 {
			got = docs[0].Format
			if docs[0].Why == "" {
				t.Errorf("%s is taken without a reason", c.path)
			}
		}
		if got != c.format {
			t.Errorf("%s is taken for %q, want %q", c.path, got, c.format)
		}
	}
}

// A file that somebody names is read; one that holds no text is a problem.
func TestOpenNamed(t *testing.T) {
	e := engine()
	if d := e.OpenNamed(source.NewFile("clerk.md", []byte(second))); len(d) != 1 || d[0].Format != "markdown" {
		t.Errorf("a named text was not read: %v", d)
	}
	if d := e.OpenNamed(source.NewFile("x.bin", []byte("a\x00b"))); len(d) != 1 || len(d[0].Problems) != 1 {
		t.Errorf("a named binary file is no problem: %v", d)
	}
	if d := e.OpenNamed(source.NewFile("x.json", []byte(`{"a": 1}`))); d != nil {
		t.Errorf("a JSON file without a prompt was taken: %v", d)
	}
}
