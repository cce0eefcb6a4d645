package main

import (
	"math"

	"github.com/promptglot/promptglot/internal/tokens"
)

// solve returns non-negative weights that make Σ ((w·x − y)/y)² least over the
// documents, with a faint pull towards one o200k token per token, which decides
// for scripts that the documents lack. A trait that would get a negative weight
// is left out and the rest fitted again.
func solve(docs []*doc, key string) []float64 {
	n := len(tokens.ScriptNames) + len(tokens.TraitNames)
	scripts := len(tokens.ScriptNames)
	out := make([]bool, n)
	for {
		a := make([][]float64, n)
		for i := range a {
			a[i] = make([]float64, n+1)
			a[i][i] = 1e-3
			if i < scripts {
				a[i][n] = 1e-3
			}
		}
		for _, d := range docs {
			y := float64(d.Counts[key])
			for i := range n {
				if out[i] {
					continue
				}
				for j := range n {
					if !out[j] {
						a[i][j] += d.x[i] / y * d.x[j] / y
					}
				}
				a[i][n] += d.x[i] / y
			}
		}
		w := eliminate(a)
		worst, at := 0.0, -1
		for i, x := range w {
			if x < worst {
				worst, at = x, i
			}
		}
		if at < 0 {
			return w
		}
		out[at] = true
	}
}

// eliminate solves the augmented system a by Gauss's method with pivoting.
func eliminate(a [][]float64) []float64 {
	n := len(a)
	for c := range n {
		p := c
		for r := c + 1; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[p][c]) {
				p = r
			}
		}
		a[c], a[p] = a[p], a[c]
		for r := c + 1; r < n; r++ {
			f := a[r][c] / a[c][c]
			for k := c; k <= n; k++ {
				a[r][k] -= f * a[c][k]
			}
		}
	}
	w := make([]float64, n)
	for r := n - 1; r >= 0; r-- {
		w[r] = a[r][n]
		for k := r + 1; k < n; k++ {
			w[r] -= a[r][k] * w[k]
		}
		w[r] /= a[r][r]
	}
	return w
}
