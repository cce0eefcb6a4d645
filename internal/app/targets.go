package app

import (
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
)

// Listings are the formats of the catalogue's commands.
var listings = []string{"text", "json", "jsonl"}

// targetInfo is a line of `targets`.
type targetInfo struct {
	ID       string   `json:"id"`
	Vendor   string   `json:"vendor"`
	Title    string   `json:"title"`
	Aliases  []string `json:"aliases"`
	Versions []string `json:"versions"` // of the API, newest first
	Default  string   `json:"default_model"`
	Read     bool     `json:"read"`    // requests of it can be read
	Written  bool     `json:"written"` // it can be a target
	catalog.Ref
}

// Targets lists the dialects.
func (a *App) Targets(opt *Options) (Status, error) {
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	p, err := s.here()
	if err != nil {
		return 0, err
	}
	sinks, err := opt.sinks(listings...)
	if err != nil {
		return 0, err
	}
	var out []targetInfo
	for _, d := range p.catalog.Dialects() {
		out = append(out, p.targetInfo(d))
	}
	return Clean, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		if format != "text" {
			return writeJSON(w, out, format == "jsonl")
		}
		t := &table{}
		t.row("TARGET", "VENDOR", "VERSIONS", "DEFAULT MODEL", "STATE", "AS OF")
		for _, i := range out {
			t.row(i.ID, i.Vendor, dash(strings.Join(i.Versions, ", ")), dash(i.Default), i.state(), i.AsOf)
		}
		return t.write(w)
	})
}

func (p *project) targetInfo(d *catalog.DialectInfo) targetInfo {
	_, known := p.compose.Translator.Dialects.Get(d.ID)
	known = known && !d.Planned
	return targetInfo{
		ID: d.ID, Vendor: d.Vendor, Title: d.Title, Aliases: list(d.Aliases), Versions: list(d.Versions),
		Default: d.Default, Read: known, Written: known && !d.SourceOnly, Ref: d.Ref,
	}
}

func (i targetInfo) state() string {
	switch {
	case i.Written:
		return "read, written"
	case i.Read:
		return "read"
	}
	return "not in this version"
}

// list returns s so that JSON shows an empty list and never null.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// dash stands for what is not known or does not apply.
func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
