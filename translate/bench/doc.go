// Package bench measures how fast requests are carried from one vendor's form
// to another's. It has benchmarks only: see README.md.
package bench
