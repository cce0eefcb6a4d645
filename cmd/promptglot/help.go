package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// help prints what the program can do, or what one command can, on stdout.
func (c *Command) help(args []string) int {
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		for _, sub := range subcommands() {
			if sub.name == args[0] {
				return c.helpOn(sub)
			}
		}
		return c.Main(args[:1]) // says what is wrong with it
	}
	fmt.Fprint(c.Stdout, "promptglot reads any vendor's prompt, says what ties it to that vendor, lets your\n"+
		"policies judge it, and writes it for any other vendor with every loss accounted for.\n\n"+
		"Usage: promptglot COMMAND [FLAGS] [ARGUMENTS]\n\n")
	for _, sub := range subcommands() {
		fmt.Fprintf(c.Stdout, "  %-34s %s\n", strings.TrimSpace(sub.name+" "+sub.args), sub.summary)
	}
	fmt.Fprint(c.Stdout, "\npromptglot help COMMAND shows its flags. Exit status: 0 clean, 1 findings, 2 wrong usage,\n"+
		"configuration or policy, 3 an input could not be read.\n")
	return ExitClean
}

// helpOn prints the flags of a command on stdout.
func (c *Command) helpOn(sub subcommand) int {
	fmt.Fprintf(c.Stdout, "%s\n\nUsage: promptglot %s [FLAGS]\n\n", sentence(sub.summary), strings.TrimSpace(sub.name+" "+sub.args))
	fmt.Fprintf(c.Stdout, "  %-28s %s\n", "--help", "show this help")
	newFlags(sub).VisitAll(func(f *flag.Flag) {
		if f.Usage != "" {
			printFlag(c.Stdout, f)
		}
	})
	return ExitClean
}

func printFlag(w io.Writer, f *flag.Flag) {
	dashes := "--"
	if len(f.Name) == 1 {
		dashes = "-"
	}
	arg, usage := flag.UnquoteUsage(f)
	if isBool(f) {
		arg = ""
	}
	fmt.Fprintf(w, "  %-28s %s\n", strings.TrimSpace(dashes+f.Name+" "+strings.ToUpper(arg)), usage)
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
