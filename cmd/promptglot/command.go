package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/promptglot/promptglot/internal/app"
	"github.com/promptglot/promptglot/internal/app/disk"
)

// A Command is one call of the program in a world of its own.
type Command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	FS             disk.FS
	Env            func(name string) string
	Now            func() time.Time
	Terminal       bool // stdout is one
	Watched        bool // stderr is one
}

// The exit statuses, as CLI.md states them.
const (
	ExitClean    = int(app.Clean)
	ExitFindings = int(app.Findings)
	ExitUsage    = int(app.Usage)
	ExitInput    = int(app.Input)
)

// A subcommand is one word of the command line.
type subcommand struct {
	name    string
	args    string // what follows it, for the help
	summary string
	flags   func(f *flags)
	run     func(a *app.App, f *flags) (app.Status, error)
}

// subcommands in the order of the help. Each is a file of its own.
func subcommands() []subcommand {
	return []subcommand{
		checkCommand, factsCommand, tokensCommand, translateCommand, migrateCommand, renderCommand, convertCommand, exposureCommand,
		baselineCommand, policyCommand, explainCommand, targetsCommand, modelsCommand, featuresCommand, versionCommand,
	}
}

// later are the words that the contract reserves and that this version does
// not have.
var later = map[string]bool{
	"diff": true, "lsp": true,
	"init": true, "completion": true, "man": true,
}

// Main runs the program and returns its exit status.
func (c *Command) Main(args []string) int {
	if len(args) == 0 {
		c.fail("a command is missing; promptglot help lists them")
		return ExitUsage
	}
	word, rest := args[0], args[1:]
	switch word {
	case "help", "-h", "-help", "--help":
		return c.help(rest)
	case "--version", "-version":
		word = "version"
	}
	for _, sub := range subcommands() {
		if sub.name == word {
			return c.run(sub, rest)
		}
	}
	switch {
	case later[word]:
		c.fail("this version has no %s; promptglot help lists what it has", word)
	case strings.HasPrefix(word, "-"):
		c.fail("a command must come before %s; promptglot help lists them", word)
	default:
		var names []string
		for _, sub := range subcommands() {
			names = append(names, sub.name)
		}
		hint := ""
		if near := app.Nearest(word, names); len(near) > 0 {
			hint = "; did you mean " + strings.Join(near, ", ") + "?"
		}
		c.fail("unknown command %q%s (promptglot help lists them)", word, hint)
	}
	return ExitUsage
}

// run has the library parse the arguments and run the command.
func (c *Command) run(sub subcommand, args []string) int {
	f := newFlags(sub)
	status := ExitUsage
	usage := func(err error) int {
		c.fail("%s: %v (see promptglot help %s)", sub.name, err, sub.name)
		return ExitUsage
	}
	arranged, err := f.arrange(args)
	if err != nil {
		return usage(err)
	}
	if f.help {
		return c.helpOn(sub)
	}
	program := &cli.App{
		Name: "promptglot", Writer: c.Stdout, ErrWriter: c.Stderr,
		HideHelp: true, HideHelpCommand: true, HideVersion: true,
		ExitErrHandler: func(*cli.Context, error) {}, // statuses are ours
		Commands: []*cli.Command{f.command(sub, func() error {
			if err := f.finish(); err != nil {
				return err
			}
			status = c.act(sub, f)
			return nil
		})},
	}
	if err := program.Run(append([]string{"promptglot", sub.name}, arranged...)); err != nil {
		return usage(err)
	}
	return status
}

// act runs a command whose flags are read.
func (c *Command) act(sub subcommand, f *flags) int {
	a, err := c.app(f)
	if err != nil {
		c.fail("%v", err)
		return ExitUsage
	}
	status, err := sub.run(a, f)
	if err != nil {
		status = status.Worse(a.Fail(err))
	}
	return int(status)
}

// app makes the world that a command works in.
func (c *Command) app(f *flags) (*app.App, error) {
	a := &app.App{
		FS: c.FS, Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr, Now: c.Now, Env: c.Env,
		Version: version(), Program: disk.Identity(), Quiet: f.quiet, Verbose: f.verbose,
		Progress: c.Watched && c.Env("TERM") != "dumb",
	}
	switch f.color {
	case "", "auto":
		a.Color = c.Terminal && c.Env("NO_COLOR") == "" && c.Env("TERM") != "dumb"
	case "always":
		a.Color = true
	case "never":
	default:
		return nil, fmt.Errorf("--color %q: expected auto, always or never", f.color)
	}
	if n, err := strconv.Atoi(c.Env("COLUMNS")); err == nil && n > 0 {
		a.Width = n
	}
	return a, nil
}

// fail writes one line on stderr.
func (c *Command) fail(format string, args ...any) {
	line := strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " ")
	fmt.Fprintf(c.Stderr, "promptglot: %s\n", line)
}
