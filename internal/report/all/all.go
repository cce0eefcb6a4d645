// Package all registers every report format: importing it is enough. A new
// format adds its line here.
package all

import (
	_ "github.com/promptglot/promptglot/internal/report/concise"
	_ "github.com/promptglot/promptglot/internal/report/github"
	_ "github.com/promptglot/promptglot/internal/report/gitlab"
	_ "github.com/promptglot/promptglot/internal/report/json"
	_ "github.com/promptglot/promptglot/internal/report/jsonl"
	_ "github.com/promptglot/promptglot/internal/report/junit"
	_ "github.com/promptglot/promptglot/internal/report/markdown"
	_ "github.com/promptglot/promptglot/internal/report/sarif"
	_ "github.com/promptglot/promptglot/internal/report/text"
)
