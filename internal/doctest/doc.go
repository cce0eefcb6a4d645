// Package doctest holds the documentation to the program. It has no code, only
// tests: every example in the METADATA of a shipped rule runs through the whole
// pipeline, every command shown in README.md and docs runs and prints what the
// page says, the tables of formats and dialects are made from the registries,
// and every link between pages leads somewhere.
package doctest
