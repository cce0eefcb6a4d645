package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/promptglot/promptglot/internal/app"
)

// flags are the flags of one command. They may stand before, between and after
// the paths; "--" ends them.
type flags struct {
	*flag.FlagSet
	app.Options
	quiet, verbose, help bool
	color                string

	fix       app.FixMode
	translate app.TranslateOptions
	render    app.RenderOptions
	convert   app.ConvertOptions
	tokens    app.TokensOptions
	migrate   app.MigrateOptions
	host      string

	minCoverage float64
	force       bool
}

func newFlags(sub subcommand) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(sub.name, flag.ContinueOnError)}
	f.SetOutput(io.Discard) // errors are told in our own words
	f.BoolVar(&f.quiet, "q", false, "say nothing on stderr but errors")
	f.BoolVar(&f.verbose, "v", false, "say on stderr what was left out and why")
	f.StringVar(&f.color, "color", "auto", "`when` to colour: auto, always or never")
	f.StringVar(&f.ConfigFile, "config", "", "`file` to read instead of the promptglot.yaml found upwards")
	f.BoolVar(&f.NoConfig, "no-config", false, "read no promptglot.yaml")
	f.Var((*texts)(&f.Facts), "facts", "`file` of facts to lay over the catalogue; may be repeated")
	f.StringVar(&f.AsOf, "as-of", "", "`day` that counts as today: YYYY-MM-DD or today; the catalogue's own by default")
	if sub.flags != nil {
		sub.flags(f)
	}
	return f
}

// output adds the flags of commands that write results.
func (f *flags) output(formats string) {
	f.StringVar(&f.Format, "format", "", "`format` of stdout: "+formats)
	f.Var((*texts)(&f.Outputs), "output", "`format=file` to write besides stdout; may be repeated")
}

// walking adds the flags of commands that read files.
func (f *flags) walking() {
	f.BoolVar(&f.Discover, "discover", false, "leave files alone that are no prompts, even where they are named; for hooks")
	f.BoolVar(&f.NoIgnore, "no-ignore", false, "read what .gitignore leaves out too")
	f.IntVar(&f.Jobs, "j", 0, "`number` of files to read at once; one for each core by default")
	f.StringVar(&f.StdinFilename, "stdin-filename", "", "`name` by which stdin is read")
	f.Var((*texts)(&f.Targets), "target", "`target` that the prompts must run on: DIALECT[@VERSION][/MODEL]; may be repeated")
	f.selecting("rules or features")
	f.BoolVar(&f.NoCache, "no-cache", false, "keep nothing between runs")
	f.cache()
}

func (f *flags) cache() {
	f.StringVar(&f.CacheDir, "cache-dir", "", "`folder` for what is kept between runs; the user's cache folder by default")
}

func (f *flags) selecting(what string) {
	f.Var((*ids)(&f.Select), "select", "`ids` of the "+what+" to show, parted by commas")
	f.Var((*ids)(&f.Ignore), "ignore", "`ids` of the "+what+" to leave out, parted by commas")
}

// judging adds the flags that choose policies.
func (f *flags) judging() {
	f.Var((*texts)(&f.Policies), "policy", "`path` of a policy file or folder; may be repeated")
	f.BoolVar(&f.NoDefaultPolicies, "no-default-policies", false, "leave the shipped rules out")
	f.StringVar(&f.Level, "level", "", "how much the shipped rules report: minimal, recommended or strict (`level`)")
}

// arrange puts arguments into the order that the command-line library reads:
// flags with their values first, then what is named. Unknown flags and missing
// values are errors here, where the words of the user are still at hand.
func (f *flags) arrange(args []string) ([]string, error) {
	var given, named []string
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			named, args = append(named, args...), nil
			continue
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			named = append(named, arg)
			continue
		}
		name, val, has := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		if n, ok := strings.CutPrefix(name, "j"); ok && !has && n != "" && isNumber(n) {
			name, val, has = "j", n, true
		}
		if name == "help" || name == "h" {
			f.help = true // ours: the library's help has other words
			continue
		}
		def := f.Lookup(name)
		if def == nil {
			return nil, f.unknown(arg, name)
		}
		if !has && !isBool(def) {
			if len(args) == 0 {
				return nil, fmt.Errorf("%s needs a value", arg)
			}
			val, has, args = args[0], true, args[1:]
		}
		if !has {
			val = "true"
		}
		given = append(given, "--"+name+"="+val)
	}
	return append(append(given, "--"), named...), nil
}

func isBool(def *flag.Flag) bool {
	b, ok := def.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// command is the flags' command as the library runs it.
func (f *flags) command(sub subcommand, act func() error) *cli.Command {
	cmd := &cli.Command{
		Name: sub.name, ArgsUsage: sub.args, Usage: sub.summary, HideHelp: true, HideHelpCommand: true,
		OnUsageError: func(_ *cli.Context, err error, _ bool) error { return err },
		Action: func(ctx *cli.Context) error {
			f.Paths = ctx.Args().Slice()
			return act()
		},
	}
	f.VisitAll(func(def *flag.Flag) {
		cmd.Flags = append(cmd.Flags, &cli.GenericFlag{Name: def.Name, Usage: def.Usage, Value: worded{def.Value}})
	})
	return cmd
}

// worded is a flag's value whose errors are in our own words.
type worded struct{ flag.Value }

func (w worded) IsBoolFlag() bool {
	b, ok := w.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

func (w worded) Set(s string) error {
	if err := w.Value.Set(s); err != nil {
		return reason(err)
	}
	return nil
}

// reason puts the flag package's errors on numbers into words.
func reason(err error) error {
	if ne := (*strconv.NumError)(nil); errors.As(err, &ne) || err.Error() == "parse error" {
		return errors.New("expected a number, or true or false")
	}
	return err
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

func (f *flags) unknown(arg, name string) error {
	var names []string
	f.VisitAll(func(d *flag.Flag) {
		if len(d.Name) > 1 {
			names = append(names, d.Name)
		}
	})
	if near := app.Nearest(name, names); len(near) > 0 {
		return fmt.Errorf("unknown flag %s; did you mean --%s?", arg, strings.Join(near, ", --"))
	}
	return fmt.Errorf("unknown flag %s", arg)
}

// finish checks what only makes sense together.
func (f *flags) finish() error {
	if f.Jobs < 0 {
		return fmt.Errorf("-j %d: expected a number of at least 1", f.Jobs)
	}
	if f.quiet && f.verbose {
		return errors.New("-q and -v contradict each other")
	}
	return nil
}

// one returns the only positional argument.
func (f *flags) one(what string) (string, error) {
	if len(f.Paths) != 1 {
		return "", fmt.Errorf("%s: expected one %s, got %d", f.Name(), what, len(f.Paths))
	}
	return f.Paths[0], nil
}

// none refuses positional arguments.
func (f *flags) none() error {
	if len(f.Paths) > 0 {
		return fmt.Errorf("%s takes no arguments, got %q", f.Name(), f.Paths[0])
	}
	return nil
}

// texts is a flag that may be repeated.
type texts []string

func (t *texts) String() string { return strings.Join(*t, ",") }

func (t *texts) Set(s string) error {
	if s == "" {
		return errors.New("it is empty")
	}
	*t = append(*t, s)
	return nil
}

// ids is a list parted by commas that may be repeated.
type ids []string

func (t *ids) String() string { return strings.Join(*t, ",") }

func (t *ids) Set(s string) error {
	for id := range strings.SplitSeq(s, ",") {
		if id = strings.TrimSpace(id); id == "" {
			return errors.New("an id is missing")
		}
		*t = append(*t, id)
	}
	return nil
}
