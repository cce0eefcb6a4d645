package main

import (
	"fmt"
	"runtime/debug"

	"github.com/promptglot/promptglot/internal/app"
)

// release is set by the linker when a release is built.
var release string

// version returns the release, else what the Go toolchain knows of the build.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

var versionCommand = subcommand{
	name:    "version",
	summary: "print the version and the date of the catalogue",
	run: func(a *app.App, f *flags) (app.Status, error) {
		if err := f.none(); err != nil {
			return 0, err
		}
		_, err := fmt.Fprintf(a.Stdout, "promptglot %s\ncatalogue of %s\n", version(), app.CatalogDate())
		return app.Clean, err
	},
}
